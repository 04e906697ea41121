"""What was said in a pilot, and its end: there is a report to read and something to decide."""

from __future__ import annotations

import datetime

from feeds.actions import publish_post
from intranet.conversation.actions import add_comment, react
from intranet.demo.story import Story, chapter
from intranet.spaces import actions as space_actions

# days ago, clock, who, what; who answers after so many minutes, what
SAID = [
    (36, "09:05", "francesca",
     ("The lockers stand. Twelve doors, one code each, sent by mail when your parcel is in. #lockers",
      "Gli armadietti ci sono. Dodici sportelli, un codice ciascuno, che arriva per posta con il pacco. #armadietti"),
     [("omar", 40, ("And on Saturdays?", "E di sabato?")),
      ("francesca", 55, ("Too. The gate opens with your badge.", "Anche. Il cancello si apre con il badge."))]),
    (29, "17:40", "yuki",
     ("First week: 31 parcels, 27 fetched the same day. #lockers",
      "Prima settimana: 31 pacchi, 27 ritirati il giorno stesso. #armadietti"),
     [("elena", 22, ("At the reception it was 14 of 30.", "In portineria erano 14 su 30."))]),
    (21, "08:15", "gianni",
     ("Bread does not go into a locker. Please ring at the canteen. #lockers",
      "Il pane non va in un armadietto. Suonate in mensa, per favore. #armadietti"),
     [("laura", 12, ("It smelled very good, though.", "Però c’era un profumino."))]),
    (12, "12:30", "simone",
     ("Boxes over 60 cm still come to the bay. Could the two lower doors become one? #lockers",
      "Le scatole oltre i 60 cm vanno ancora al piazzale. Si possono unire i due sportelli in basso? #armadietti"),
     [("nicolo", 95, ("Done on Thursday.", "Giovedì è fatto."))]),
    (5, "16:20", "omar",
     ("Six weeks and not one parcel lost. I vote for keeping them. #lockers",
      "Sei settimane e nemmeno un pacco perso. Io li terrei. #armadietti"),
     [("piero", 33, ("So do I.", "Anch’io."))]),
]  # fmt: skip

# What its owner says it came to: it waits for the decision alone.
WHY = (
    "Not one parcel was lost, and most are fetched the same day. Boxes over 60 cm still come to the bay.",
    "Nessun pacco perso, e quasi tutti ritirati il giorno stesso. Le scatole oltre i 60 cm vanno ancora al piazzale.",
)


@chapter(95)
def the_end_of_a_pilot(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    space = story.spaces["lockers"]
    for days, clock, handle, words, answers in SAID:
        moment = story.moment(days, clock)
        with story.at(moment):
            post = publish_post(by=story.people[handle], space=space, body=words[at])
        for who, minutes, answer in answers:
            with story.at(moment + datetime.timedelta(minutes=minutes)):
                add_comment(post, by=story.people[who], body=answer[at])
        with story.at(moment + datetime.timedelta(hours=3)):
            for who in ("nicolo", "yuki", "laura")[: 1 + days % 3]:
                react(post, by=story.people[who], sort="agree")
    with story.at(story.moment(1, "18:30")):
        space_actions.end_pilot(space, by=story.people["francesca"], today=story.today)
    with story.at(story.moment(0, "09:15")):
        space_actions.answer_pilot(
            space, by=story.people["francesca"], reached="partly", why=WHY[at], next_step="change"
        )
