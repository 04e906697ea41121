"""What was asked on the porch goes its way, to an idea and to a page; and a post points at all three."""

from __future__ import annotations

from chat.models import Message
from feeds.actions import publish_post
from forum.models import Enquiry, Topic
from ideas.actions import make_board
from ideas.models import Board
from intranet.content.models import Entry
from intranet.demo.story import Story, chapter, happens_in
from intranet.flows import places
from intranet.flows.models import SetUp
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.targets import TARGETS
from intranet.flows.setting_up.actions import finish, write_plan

IDEA = ("Tell the cause on the screen", "Dire la causa sullo schermo")
WHY = (
    "We explain this every week. The screen could say it by itself.",
    "Lo spieghiamo ogni settimana. Potrebbe dirlo lo schermo da solo.",
)
PAGE = ("What the screen should say", "Che cosa deve dire lo schermo")
BRIEF = (
    "For the people who design it: what was asked, in the words of those who asked.",
    "Per chi lo disegna: che cosa è stato chiesto, con le parole di chi l'ha chiesto.",
)
POST = (
    "It began with #{topic} and became #{idea}: please read #{page} before Thursday, and vote where you can.",
    "È cominciato con #{topic} ed è diventato #{idea}: leggete #{page} prima di giovedì, e votate dove potete.",
)
WISHES = ("Wishes", "Desideri")


@chapter(92)
def the_roads(story: Story) -> None:
    story.say("What was asked becomes an idea, and a page")
    at = 1 if story.language == "it" else 0
    keeper, space = story.people["chiara"], story.spaces["users"]
    topic = Topic.objects.with_place().filter(space=space, accepted__isnull=False).order_by("pk").first()
    if topic is None:
        return
    board = Board.objects.filter(space=space, readers=Board.Readers.EVERYONE, is_archived=False).first()
    board = board or make_board(space, by=keeper, name=WISHES[at])
    with story.at(story.moment(9, "10:20")):
        idea = _made(story, "idea", [topic], f"board_{board.pk}", (IDEA[at], WHY[at]))
    homes = [home for home in places.spaces_for(keeper) if not home.is_community]
    if not homes:
        return
    with story.at(story.moment(7, "15:05")):
        page = _made(story, "page", [idea], f"space_{homes[0].pk}", (PAGE[at], BRIEF[at]))
    with story.at(story.moment(6, "09:10")):
        words = POST[at].format(topic=topic.pk, idea=idea.entry_id, page=page.entry_id)
        publish_post(by=keeper, body=words, audience="org")


def _made(story: Story, to: str, sources: list[Entry], place: str, said: tuple[str, str]) -> Entry:
    by, target = story.people["chiara"], TARGETS[to]
    spot = target.spot(by, place)
    if spot is None:
        raise LookupError(f"{place} is no place for {by}")
    return promote(sources, by=by, target=target, spot=spot, title=said[0], words=said[1], keep=sources)


NIGHTS = (
    "They also want one number for the night",
    "Vogliono anche un numero solo per la notte",
)
BOTH = ("Let us answer both in one.", "Rispondiamo a tutte e due in una volta.")


@chapter(94)
def the_context(story: Story) -> None:
    """What was said of a customer among colleagues stands as a note in that customer's thread."""
    at = 1 if story.language == "it" else 0
    by, target = story.people["raffaele"], TARGETS["note"]
    thread = Enquiry.objects.filter(customer=story.people["dora"]).order_by("number").first()
    message = Message.objects.filter(author=story.people["stefano"], body__contains="San Carlo").order_by("-pk").first()
    if thread is None or message is None:
        return
    if (spot := target.spot(by, f"thread_{thread.pk}")) is None:
        raise LookupError(f"{by} does not answer {thread}")
    with story.at(story.moment(1, "09:40")):
        promote([message], by=by, target=target, spot=spot, title=NIGHTS[at], words=BOTH[at], keep=[message])


GOAL = (
    "Customers find an answer the same day, and what one of us knows is not asked twice.",
    "I clienti trovano risposta in giornata, e quello che uno di noi sa non si chiede due volte.",
)
VOICE = (
    "We say what we know and what we do not. We never promise a date that production has not confirmed.",
    "Diciamo quello che sappiamo e quello che non sappiamo. Non promettiamo mai una data che la produzione non ha "
    "confermato.",
)


happens_in(SetUp, "changed_at")


@chapter(93)
def the_plan(story: Story) -> None:
    story.say("The plan is written down, and the house is set up")
    at = 1 if story.language == "it" else 0
    by = story.people["tiziano"]
    with story.at(story.moment(20, "09:00")):
        plan = {"owner": story.people["sara"], "deputy": by, "cadence": "twice", "goal": GOAL[at], "voice": VOICE[at]}
        write_plan(by=by, **plan)
        finish(by=by)
