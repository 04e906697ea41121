"""Who is named in a text, who follows a discussion, and whom a comment therefore concerns.

Both are kept as people write; that a person may *see* the entry is asked when somebody is told, not before: what is
published for one space today may be moved to another tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Stance
from intranet.core.markup import Rendered
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership

from .models import Comment, Mention, TeamMention, Watch


def keep_mentions(entry: Entry, rendered: Rendered, writer: User) -> None:
    """After each writing: the mentions are those of the new text; who writes or is newly named follows along."""
    named = set(rendered.mentions)
    mentions = Mention.objects.filter(entry_id=entry.entry_id)
    before = set() if entry.is_new else set(mentions.values_list("person_id", flat=True))
    if gone := before - named:
        mentions.filter(person_id__in=gone).delete()
    fresh = named - before
    if fresh:
        # Who has blocked the writer is not named by them: told nothing, and drawn into nothing.
        blocked = Stance.objects.filter(way=Stance.Way.BLOCK, person=writer, holder__in=fresh)
        fresh -= set(blocked.values_list("holder", flat=True))
    Mention.objects.bulk_create(
        (Mention(entry_id=entry.entry_id, person_id=pk, revision=entry.revisions_count) for pk in sorted(fresh)),
        ignore_conflicts=True,
    )
    root = entry.root or entry
    if not kind_of(root).takes_comments:
        return
    may_see = set(people_in(entry.audience).filter(pk__in=fresh).values_list("pk", flat=True)) if fresh else set()
    # Who has decided otherwise has a row already, and keeps it.
    Watch.objects.bulk_create(
        (Watch(entry_id=root.entry_id, person_id=pk) for pk in sorted(may_see | {writer.pk})), ignore_conflicts=True
    )


def keep_team_mentions(entry: Entry, rendered: Rendered, writer: User) -> None:
    """After each writing: the teams named are those of the new text."""
    named = set(rendered.teams)
    if entry.is_new and not named:
        return
    before = set(TeamMention.objects.filter(entry_id=entry.entry_id).values_list("space_id", flat=True))
    if gone := before - named:
        TeamMention.objects.filter(entry_id=entry.entry_id, space_id__in=gone).delete()
    TeamMention.objects.bulk_create(
        (TeamMention(entry_id=entry.entry_id, space_id=pk, revision=entry.revisions_count) for pk in named - before),
        ignore_conflicts=True,
    )


def keep_many_mentions(written: Sequence[tuple[Entry, Rendered]]) -> None:
    """``keep_mentions`` for a batch of new entries."""
    mentions, watches = [], {}
    may_see: dict[str, set[int]] = {}
    for entry, rendered in written:
        mentions += [Mention(entry_id=entry.entry_id, person_id=pk) for pk in sorted(set(rendered.mentions))]
        root = entry.root or entry
        if not kind_of(root).takes_comments:
            continue
        following = {entry.author_id}
        if rendered.mentions:
            if entry.audience not in may_see:
                may_see[entry.audience] = set(people_in(entry.audience).values_list("pk", flat=True))
            following |= set(rendered.mentions) & may_see[entry.audience]
        for pk in following:
            watches[root.entry_id, pk] = Watch(entry_id=root.entry_id, person_id=pk)
    Mention.objects.bulk_create(mentions, ignore_conflicts=True)
    Watch.objects.bulk_create(watches.values(), ignore_conflicts=True)


def mentioned_in(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Who is named for the first time in the text that this activity is about, and may read it."""
    if not activity.verb.endswith((".published", ".edited")):
        return
    fresh = Mention.objects.filter(entry_id=entry.entry_id, revision=activity.details.get("revision", 0))
    for pk in people_in(entry.audience).filter(pk__in=fresh.values("person_id")).values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "mention")


def named_as_team(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """The members of the spaces that are named for the first time in this text, those of them who may read it."""
    if not activity.verb.endswith((".published", ".edited")):
        return
    fresh = TeamMention.objects.filter(entry_id=entry.entry_id, revision=activity.details.get("revision", 0))
    spaces = list(fresh.values_list("space_id", flat=True))
    if not spaces:
        return
    members = Membership.objects.filter(space__in=spaces).values("person_id")
    for pk in people_in(entry.audience).filter(pk__in=members).values_list("pk", flat=True):
        yield Recipient(pk, "team")


def concerned_by_comment(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """The author of what is answered, the author of the root, and who follows the discussion: those of them who may
    read it now and have not switched it off."""
    if entry.root is None:
        return
    levels = dict(Watch.objects.filter(entry=entry.root).values_list("person_id", "level"))
    reasons = {pk: "watching" for pk, level in levels.items() if level == Watch.Level.ALL}
    if levels.get(entry.root.author_id) != Watch.Level.NONE:
        reasons[entry.root.author_id] = "comment"
    answered = Comment.objects.filter(replies=entry.entry_id).values_list("author_id", flat=True).first()
    if answered is not None and levels.get(answered) != Watch.Level.NONE:
        reasons[answered] = "reply"
    reasons.pop(activity.actor_id or 0, None)
    for pk in people_in(entry.audience).filter(pk__in=list(reasons)).values_list("pk", flat=True):
        yield Recipient(pk, reasons[pk])
