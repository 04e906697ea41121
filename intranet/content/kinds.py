"""What the house needs to know of each sort of content: one manifest per model, declared by the part that owns it.

A mixed page (a feed, a search, a notification) meets kinds only through these manifests, so a sixth part costs one
line in the settings, one in the urls, and its own folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.core.decisions import Decision

from .coming import Coming

if TYPE_CHECKING:
    from .models import Entry

Concerns = Callable[[Activity, "Entry"], Iterable[Recipient]]
May = Callable[[Any, "Entry"], Decision]


def _nobody(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    return ()


def _no_matter(entry: Any) -> datetime | None:
    return None


def _nothing(entry: Any) -> Iterable[str]:
    return ()


def _by_itself(entry: Any, reader: Any) -> Iterable[dict[str, str]]:
    return ()


def _no_calls(entry: Any) -> Mapping[str, str]:
    return {}


def _nothing_more(entry: Any) -> Mapping[str, Any]:
    return {}


def _not_called(entry: Any, names: tuple[str, ...], writer: Any) -> None:
    pass


class Standing(NamedTuple):
    """What an entry has come to, in a word: "Solved", "Planned"; it may be lazy."""

    label: Any


class TextAt(NamedTuple):
    """What an entry said in one version: stored HTML, where that version is read, and, where it says something else by
    now, the address of what has changed."""

    html: str
    url: str
    newer: str = ""


@dataclass(frozen=True)
class Kind:
    """The manifest of one model that extends Entry.

    ``url`` makes the permalink of an entry of this kind. ``card`` is the template of one item in a mixed list; it
    gets ``entry`` (the real, hydrated object) and must not query. ``concerned`` names the people whom publishing
    such an entry concerns, mentions and watchers apart, which ``conversation`` adds for every kind.

    ``fragment`` renders what belongs to a root (a comment, an answer) as it stands in the discussion, by language:
    frames carry it, so it must be the same for every reader, and a tombstone for what was taken away; None where not
    everybody who hears the frame may read it, and browsers ask.
    """

    model: str
    label: Any
    plural: Any
    icon: str
    url: Callable[[Entry], str]
    card: str
    in_feed: bool = False
    # The door of the street it lies behind (``navigation.NavItem``): where the firm has shut that one, guests and
    # customers read none of this kind anywhere, nor of what is said under it.
    door: str = ""
    # What is searched of it: title, text, tags, files, poll. ``search_text`` adds words of the kind's own fields, given
    # the real object; ``answered`` says whether a question still waits (``is:unanswered``), comments being the answer
    # where a kind does not say.
    searched: bool = True
    search_text: Callable[[Any], str] | None = None
    answered: Callable[[Any], bool] | None = None
    takes_comments: bool = True
    fragment: Callable[[Any], Mapping[str, str] | None] | None = None
    # Its place in the discussion as one reader sees it, given (entry, request): the answer to Delete and Undo.
    place: Callable[[Any, Any], str] | None = None
    # The form in which its author changes it; None: not by hand.
    edit_url: Callable[[Entry], str] | None = None
    # Where that form stands in place of its words, this part of its element (".comment-own"); else it has a page.
    edited_in: str = ""
    published_sentence: Any = _("{actor} published “{title}”")  # noqa: RUF009 - lazy
    concerned: Concerns = _nobody
    # The moment by which it has to be out, where there is one: an invitation comes before what it invites to.
    latest: Callable[[Any], datetime | None] = _no_matter
    # Links that are fields of the kind, not in its words.
    own_links: Callable[[Any], Iterable[str]] = _nothing
    # Tags that are fields of the kind, not in its words.
    own_tags: Callable[[Any], Iterable[str]] = _nothing
    # What a report shows of what stands around it, given (entry, who reports it): {"author", "at", "text"} each.
    around: Callable[[Any, Any], Iterable[dict[str, str]]] = _by_itself
    # What stands behind an @ and means everybody there, with what it is kept as ({"all": "room"}), given the entry;
    # and what the kind does with those that were found, given (entry, names, writer) before it is saved: it may refuse.
    calls: Callable[[Any], Mapping[str, str]] = _no_calls
    called: Callable[[Any, tuple[str, ...], Any], None] = _not_called
    # How it is answered from a mail, given (entry, by=, body=, client_id=, attachment_ids=), and whether; a comment
    # under its root where a kind does not say.
    answer: Callable[..., Any] | None = None
    may_answer: May | None = None
    # What follows when people have been told of one in the app, given (entry, {person: reason}).
    told: Callable[[Entry, Mapping[int, str]], None] | None = None
    # Whether one of this kind is left out of searches all the same: what nobody wrote.
    unsearched: Callable[[Any], bool] | None = None
    # Whether the words that people watch for are looked for in it; rooms have words of their own.
    watched: bool = True
    # The one stream that carries it whole, list and discussion, where there are not two.
    stream: Callable[[Entry], str] | None = None
    # The kind's own way to say that it is out, instead of an activity; and to count what it stands under.
    announce: Callable[[Any], None] | None = None
    counts: Callable[[Any, int], None] | None = None
    # What the kind says besides the rules for every entry: a no here is a no.
    may_edit: May | None = None
    may_delete: May | None = None
    may_release: May | None = None
    may_react: May | None = None
    # Who closes what is said under it, where that is the kind's own affair, with its own lines in the menu.
    may_lock: May | None = None
    # Who keeps order over it, where that is neither the space's nor the house's affair.
    may_moderate: May | None = None
    # Whether its words belong to more than its author: then ``may_edit`` and ``may_delete`` say who changes them, and
    # who takes it away or brings it back, and being its author is neither enough nor needed.
    shared: bool = False
    # How its new words wait beside those that are out; None: they are changed where they stand.
    coming: Coming | None = None
    # Where its history is told, if not on the page that tells every entry's.
    history_url: Callable[[Entry], str] | None = None
    # Whether its headings have names to link to; and how many characters it may have, where the site's number is not
    # meant.
    anchors: bool = False
    longest: int | None = None
    # What it said in a version, given (entry, number, reader); None where that is not there or not theirs to read.
    text_at: Callable[[Entry, int, Any], TextAt | None] | None = None
    # What deleting one of this kind is, and bringing it back, where more goes with it; given (entry, by=, reason=) and
    # (entry, by=).
    taken_away: Callable[..., Any] | None = None
    brought_back: Callable[..., Any] | None = None
    # (entry, by, reason) and (entry, by): what a moderator hides with it, and brings back with it.
    also_hides: Callable[..., Any] | None = None
    also_restores: Callable[..., Any] | None = None
    # What goes where it goes besides its discussion, given the entry as it stands now.
    taken_along: Callable[[Entry], None] | None = None
    # Whether fewer read it than the root it is said under, as a note of the staff: it keeps its own audience when that
    # of the root changes, and is told on its own stream.
    narrower: bool = False
    # Whether somebody may vote for it, given (person, entry); None: it takes no votes.
    may_vote: May | None = None
    # Of these entries, the ids of those whose votes count for each, itself among them, where entries of one kind were
    # joined; and what a frame about a vote tells besides the number, given the entry.
    votes_with: Callable[[Iterable[int]], Mapping[int, list[int]]] | None = None
    votes_told: Callable[[Entry], Mapping[str, Any]] = _nothing_more
    # How many want one, given (entry, the ids of ``votes_with``), where that is more than who voted.
    voices: Callable[[Entry, Sequence[int]], int] | None = None
    # Whether somebody may comment on it, besides the rules for every entry.
    may_comment: May | None = None
    # What follows when somebody has voted for it, given the entry, which is held; and whenever its votes were counted.
    voted: Callable[[Any], None] | None = None
    counted: Callable[[Entry], None] | None = None
    # Whether it belongs where it was said: neither moved, nor shown in further spaces, nor pinned there.
    stays: bool = False
    # What programs are told of it besides what they are told of every entry, given the real object.
    for_programs: Callable[[Any], Mapping[str, Any]] = _nothing_more
    # Whether somebody decides about each of them anyway: it waits in no lane besides.
    reviewed: bool = False
    # Whether it speaks for its author alone, so that nobody can take it over before it is out.
    personal: bool = False
    # What references, and other lines that only name one, say of it besides its title, given the real object as
    # ``state_with`` has it read; and the number of what it was joined into, where it was. ``state_verbs``: after which
    # of the kind's verbs ("accepted") they look again, besides those every entry has.
    state_of: Callable[[Any], Standing | None] | None = None
    state_with: Sequence[str] = ()
    state_verbs: frozenset[str] = frozenset()
    head_of: Callable[[Any], int | None] | None = None
    # The other way round: the numbers of what was joined into one.
    joined_into: Callable[[Any], Iterable[int]] | None = None
    # Ways to complete a page of these objects in a constant number of queries, given (objects, viewer).
    hydrators: Sequence[Callable[[list[Any], Any], None]] = ()

    @property
    def model_class(self) -> type[Entry]:
        return apps.get_model(self.model)

    @property
    def has_own_links(self) -> bool:
        return self.own_links is not _nothing

    @property
    def has_own_tags(self) -> bool:
        return self.own_tags is not _nothing

    def verb(self, name: str) -> str:
        return f"{self.model}.{name}"


_kinds: dict[str, Kind] = {}
_extra_recipients: list[Concerns] = []
_hydrators: list[Callable[[list[Any], Any], None]] = []
_completers: list[Callable[[list[Any], Any], None]] = []


def register(kind: Kind) -> None:
    """Make a kind known, with the verbs that every entry has."""
    _kinds[kind.model] = kind
    verbs.register(
        Verb(kind.verb("published"), kind.published_sentence, indexed=True, recipients=_recipients_of),
        Verb(kind.verb("edited"), _("{actor} edited “{title}”"), indexed=True, recipients=_recipients_of),
        Verb(kind.verb("deleted"), _("{actor} deleted “{title}”"), indexed=True, audited=True),
        Verb(kind.verb("undeleted"), _("{actor} brought back “{title}”"), indexed=True, audited=True),
        Verb(
            kind.verb("hidden"),
            _("{actor} hid “{title}”"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_author_of,
        ),
        Verb(
            kind.verb("restored"),
            _("{actor} restored “{title}”"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_author_of,
        ),
        Verb(kind.verb("moved"), _("{actor} moved “{title}”"), indexed=True, audited=True),
        Verb(kind.verb("locked"), _("{actor} closed the comments of “{title}”"), audited=True),
        Verb(kind.verb("unlocked"), _("{actor} opened the comments of “{title}”"), audited=True),
        Verb(kind.verb("scheduled"), _("{actor} scheduled “{title}”")),
        Verb(kind.verb("taken_back"), _("{actor} took “{title}” back before it was out")),
        Verb(kind.verb("refused"), _("“{title}” could not be published at its time"), recipients=_author_of),
        Verb(kind.verb("handed_over"), _("{actor} handed “{title}” over to you"), recipients=_author_of),
        Verb(kind.verb("placed"), _("{actor} shows “{title}” in one more space"), indexed=True, audited=True),
        Verb(kind.verb("unplaced"), _("{actor} shows “{title}” in one space less"), indexed=True, audited=True),
        Verb(kind.verb("pinned"), _("{actor} pinned “{title}”"), audited=True),
        Verb(kind.verb("unpinned"), _("{actor} took “{title}” off the top of a space"), audited=True),
    )


def also_concerns(source: Concerns) -> None:
    """Let an app name recipients for entries of every kind (mentions, watchers)."""
    if source not in _extra_recipients:
        _extra_recipients.append(source)


def also_hydrate(hydrator: Callable[[list[Any], Any], None]) -> None:
    """Let an app complete every mixed page (own reactions, bookmarks): ``hydrator(entries, viewer)``."""
    if hydrator not in _hydrators:
        _hydrators.append(hydrator)


def also_complete(completer: Callable[[list[Any], Any], None]) -> None:
    """Let an app add what stands on whole cards only (the newest comments): ``completer(entries, viewer)``."""
    if completer not in _completers:
        _completers.append(completer)


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def narrower_kinds() -> list[str]:
    return [kind.model for kind in _kinds.values() if kind.narrower]


def find(model: str) -> Kind:
    return _kinds[model]


def known(model: str) -> Kind | None:
    """The manifest, or None for what a part wrote that is not installed."""
    return _kinds.get(model)


def kind_of(entry: Entry) -> Kind:
    return _kinds[entry.kind]


def url_of(entry: Entry) -> str:
    return kind_of(entry).url(entry)


def stream_of(entry: Entry) -> str:
    """The stream that carries what is said under an entry and what becomes of it."""
    kind = known(entry.kind)
    if kind is not None and kind.stream is not None:
        return kind.stream(entry)
    return f"entry_{entry.entry_id}" if kind is not None and kind.narrower else f"entry_{entry.root_entry_id}"


def real(entry: Entry) -> Any:
    """One entry as its real self, with the people and the space that ``entry`` has been read with."""
    model = kind_of(entry).model_class
    if isinstance(entry, model):
        return entry
    found = model._default_manager.get(pk=entry.pk)
    for name in ("author", "space", "root"):
        if name in entry._state.fields_cache:
            setattr(found, name, entry._state.fields_cache[name])
    return found


def hydrate(entries: Iterable[Entry], viewer: Any) -> list[Any]:
    """Turn a mixed page of entries into their real selves, in the same order: one query per kind, and the same few
    queries for what every card shows, however long the page."""
    entries = list(entries)
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.entry_id)
    real: dict[int, Any] = {}
    for model, ids in by_kind.items():
        kind = known(model)
        if kind is None:  # its part is not installed
            continue
        found = kind.model_class._default_manager.with_people().prefetch_related("attachments").in_bulk(ids)
        for hydrator in kind.hydrators:
            hydrator(list(found.values()), viewer)
        real.update(found)
    page = [real[entry.entry_id] for entry in entries if entry.entry_id in real]
    for hydrator in _hydrators:
        hydrator(page, viewer)
    return page


def cards(entries: Iterable[Entry], viewer: Any) -> list[Any]:
    """A page of entries, hydrated and with all that their cards show."""
    page = hydrate(entries, viewer)
    for completer in _completers:
        completer(page, viewer)
    return page


# --- Whom an activity concerns ---------------------------------------------------------------------------------------


def entry_of(activity: Activity) -> Entry | None:
    from .models import Entry  # noqa: PLC0415 - models import nothing of kinds, but kinds is read first

    return Entry.objects.filter(pk=activity.subject_id).first()


def _recipients_of(activity: Activity) -> Iterable[Recipient]:
    entry = entry_of(activity)
    if entry is None:
        return
    if activity.verb.endswith(".published"):
        yield from kind_of(entry).concerned(activity, entry)
    for source in _extra_recipients:
        yield from source(activity, entry)


def _author_of(activity: Activity) -> Iterable[Recipient]:
    if (entry := entry_of(activity)) is not None:
        yield Recipient(entry.author_id, "author")
