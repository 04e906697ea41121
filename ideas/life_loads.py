"""Load data of the lives of ideas: who wants them, what is said, what becomes of them and of which they are part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.content.bulk import BATCH, insert_entries
from intranet.content.models import Entry, Link
from intranet.conversation.models import Comment, Vote
from intranet.demo.loads import Load
from intranet.spaces.models import Membership

from .models import LIVE, Idea, Meaning, Merge, StatusChange
from .statuses import first_status

MOST_VOTES = 12
# Of an idea so many comments.
_COMMENTS = (0, 0, 0, 1, 1, 2, 3)
_POINTING = 0.15
# Of all ideas so many: those some company asked for on the telephone, those that came out of something else, those that
# became part of another.
_SPOKEN_FOR, _PRIVATE = 0.15, 0.2
_CAME_OF = 0.05
_JOINED = 0.04

Keepers = dict[int, User]


def keepers_of(made: Sequence[Idea], otherwise: Sequence[User]) -> Keepers:
    """For each space an owner, who decides there."""
    spaces = {idea.board.space_id for idea in made}
    owners = Membership.objects.filter(space__in=spaces, role=Membership.Role.OWNER).select_related("person")
    found = {row.space_id: row.person for row in owners.order_by("-pk")}
    return {space: found.get(space, otherwise[0]) for space in sorted(spaces)}


def vote(load: Load, made: Sequence[Idea], writers: Sequence[User]) -> None:
    rows: list[Vote] = []
    for idea in made:
        voters = load.chance.sample(writers, k=min(load.chance.randint(0, MOST_VOTES), len(writers)))
        rows += [Vote(entry_id=idea.pk, person=person) for person in voters]
    Vote.objects.bulk_create(rows, batch_size=BATCH)


def vote_for_companies(load: Load, made: Sequence[Idea]) -> None:
    """Each company is faced by a colleague, who says what it asked for."""
    companies = list(Company.objects.order_by("pk"))
    if not companies or not load.staff:
        return
    rows: list[Vote] = []
    faced = {company.pk: load.chance.choice(load.staff) for company in companies}
    CompanyAssignment.objects.bulk_create(
        (CompanyAssignment(company_id=pk, person=person) for pk, person in faced.items()), ignore_conflicts=True
    )
    for idea in made:
        if load.chance.random() >= _SPOKEN_FOR:
            continue
        for company in load.chance.sample(companies, k=min(load.chance.randint(1, 3), len(companies))):
            where, private = load.sentence(4)[:-1], load.chance.random() < _PRIVATE
            voice = Vote(entry_id=idea.pk, on_behalf_of=company, person=faced[company.pk])
            voice.where, voice.is_private = where, private
            rows.append(voice)
    Vote.objects.bulk_create(rows, batch_size=BATCH)


def discuss(load: Load, made: Sequence[Idea], writers: Sequence[User]) -> None:
    insert_entries(_comments(load, made, writers), told=load.progress("comments on ideas"))


def _comments(load: Load, made: Sequence[Idea], writers: Sequence[User]) -> Iterator[Comment]:
    chance = load.chance
    for idea in made:
        for place in range(chance.choice(_COMMENTS)):
            person = chance.choice(writers)
            body = load.paragraph(1, italian=person.language == "it")
            if chance.random() < _POINTING:
                # All of these are read by everybody.
                body = f"{body} #{chance.choice(made).pk}"
            yield Comment(
                author=person,
                root_id=idea.pk,
                space=idea.space,
                audience=idea.audience,
                body=body,
                published_at=min(_moment_of(idea) + timedelta(hours=2 + 5 * place), load.until),
            )


def link(load: Load, made: Sequence[Idea], keepers: Keepers) -> None:
    """Some came of what was said elsewhere to the same readers."""
    audiences = {idea.audience for idea in made}
    others = Entry.objects.published().filter(audience__in=audiences, root=None).exclude(kind__startswith="ideas.")
    by_audience: dict[str, list[int]] = {}
    for audience, pk in others.order_by("pk").values_list("audience", "pk")[: 4 * BATCH]:
        by_audience.setdefault(audience, []).append(pk)
    rows = [
        Link(
            source_id=load.chance.choice(by_audience[idea.audience]),
            target_id=idea.pk,
            relation=Link.Relation.PROMOTED_TO,
            made_by=keepers[idea.board.space_id],
        )
        for idea in made
        if idea.audience in by_audience and load.chance.random() < _CAME_OF
    ]
    Link.objects.bulk_create(rows, batch_size=BATCH)


def move_on(made: Sequence[Idea], keepers: Keepers) -> None:
    """One step from open to where each stands, by who keeps its board, who answered what has an answer."""
    begun = first_status()
    moved = [idea for idea in made if idea.status.meaning != Meaning.OPEN]
    steps = []
    for idea in moved:
        keeper = keepers[idea.board.space_id]
        step = StatusChange(idea=idea, before=begun, after=idea.status, by=keeper)
        step.answer, step.answer_html = idea.answer, idea.answer_html
        steps.append(step)
        if idea.answer:
            idea.answered_by, idea.answered_at = keeper, idea.status_at
    for step in StatusChange.objects.bulk_create(steps, batch_size=BATCH):
        # The row says when it was inserted.
        step.at = step.idea.status_at
    StatusChange.objects.bulk_update(steps, ["at"], batch_size=BATCH)
    Idea.objects.bulk_update(moved, ["answered_by", "answered_at"], batch_size=BATCH)
    write_down(
        (
            "ideas.idea.status_set",
            step.idea,
            step.by,
            step.at,
            {"before": begun.pk, "after": step.after_id, "change": step.pk},
        )
        for step in steps
    )


def join(load: Load, made: Sequence[Idea], keepers: Keepers) -> None:
    """Some live ones become part of another of their board, and what was joined into them goes along."""
    live = [idea for idea in made if idea.status.meaning in LIVE]
    sources = load.chance.sample(live, k=min(int(len(made) * _JOINED), len(live) // 2))
    by_board: dict[int, list[Idea]] = {}
    for idea in live:
        by_board.setdefault(idea.board_id, []).append(idea)
    below: dict[int, list[Idea]] = {}
    merges = []
    for source in sources:
        standing = [one for one in by_board[source.board_id] if one.merged_into_id is None and one.pk != source.pk]
        if not standing:
            continue
        target = load.chance.choice(standing)
        source.merged_into = target
        below.setdefault(target.pk, []).extend([source, *below.pop(source.pk, [])])
        for idea in below[target.pk]:
            idea.head = target
        merges.append(Merge(source=source, target=target, made_by=keepers[source.board.space_id]))
    changed = [merge.source for merge in merges]
    Idea.objects.bulk_update(changed, ["merged_into", "head"], batch_size=BATCH)
    Merge.objects.bulk_create(merges, batch_size=BATCH)
    write_down(
        ("ideas.idea.merged", merge.source, merge.made_by, load.until, {"into": merge.target_id}) for merge in merges
    )


def write_down(done: Any) -> None:
    """What ``record`` would have written: (verb, of what, by whom, when, details)."""
    rows = [
        Activity(
            verb=verb,
            actor=by,
            subject=on.key,
            label=on.audit_label[:200],
            audience=on.audience,
            audited=verbs.find(verb).audited,
            details=details,
            created_at=at,
        )
        for verb, on, by, at, details in done
    ]
    Activity.objects.bulk_create(rows, batch_size=BATCH)


def _moment_of(idea: Idea) -> datetime:
    assert idea.published_at is not None
    return idea.published_at
