"""What people of the demonstration have agreed to: the terms and the privacy notice of their firm, in two languages."""

from __future__ import annotations

from intranet.accounts.actions import agree_to_terms, publish_terms
from intranet.accounts.models import Consent, TermsDocument, User
from intranet.accounts.terms import in_force

from .story import Story, chapter, happens_in

happens_in(TermsDocument, "published_at")
happens_in(Consent, "at")

TERMS = {
    "en": """## How we talk here

Say what you would say in the canteen with everybody listening. Disagree with what was said, not with who said it.

## What belongs here

Work, and what makes work bearable. Drawings and prices of customers belong in the spaces that were made for them,
never in a public post. What customers write in the community stays public; what they send you does not become so.

## Whose it is

What you write as part of your work is the firm's, as an e-mail would be. Your profile and your picture are yours: you
decide who sees each line, and they go when you go.

## When something goes wrong

Report it with the menu beside the post. A moderator looks at it within two working days and tells you what came of it.
""",
    "it": """## Come ci parliamo

Di' quello che diresti in mensa, con tutti che ascoltano. Contesta quello che è stato detto, non chi l'ha detto.

## Che cosa sta qui

Il lavoro, e quello che lo rende sopportabile. Disegni e prezzi dei clienti stanno negli spazi fatti per loro, mai in un
post pubblico. Quello che i clienti scrivono nella comunità resta pubblico; quello che ti mandano non lo diventa.

## Di chi è

Quello che scrivi per lavoro è dell'azienda, come lo sarebbe una mail. Il profilo e la foto sono tuoi: decidi tu chi
vede ogni riga, e se ne vanno con te.

## Quando qualcosa va storto

Segnalalo dal menu accanto al post. Un moderatore lo guarda entro due giorni lavorativi e ti dice com'è andata.
""",
}
PRIVACY = {
    "en": """## What we keep

Your name, your work address, what your manager entered about your place in the firm, and what you add yourself. What
you write, with the time. When each of your devices was last used, so that you can sign out the ones you do not know.

## What we do not keep

Where you read from, how long you looked at a page, whom you did not answer. The green dot is recorded nowhere.

## How long

Posts stay until their author or a moderator removes them. Whoever leaves keeps nothing open; the account is erased when
they ask for it.

## Whom to ask

Piero, who looks after contracts and training. He answers within a week.
""",
    "it": """## Che cosa conserviamo

Il tuo nome, l'indirizzo di lavoro, quello che il tuo responsabile ha inserito sul tuo posto in azienda e quello che
aggiungi tu. Quello che scrivi, con l'ora. Quando ogni tuo dispositivo è stato usato l'ultima volta, così puoi
disconnettere quelli che non conosci.

## Che cosa non conserviamo

Da dove leggi, quanto hai guardato una pagina, a chi non hai risposto. Il pallino verde non viene registrato.

## Per quanto tempo

I post restano finché l'autore o un moderatore li toglie. Chi se ne va non lascia nulla di aperto; l'account viene
cancellato quando lo chiede.

## A chi chiedere

A Piero, che segue contratti e formazione. Risponde entro una settimana.
""",
}


@chapter(14)
def terms(story: Story) -> None:
    boss = next(person for person in story.people.values() if person.role == User.Role.ADMIN)
    with story.at(story.moment(399, "08:00")):
        publish_terms(TermsDocument.Kind.TERMS, by=boss, texts=_unwrapped(TERMS))
        publish_terms(TermsDocument.Kind.PRIVACY, by=boss, texts=_unwrapped(PRIVACY))


@chapter(990)
def agreements(story: Story) -> None:
    """Everybody who came in the other chapters has agreed, so that nobody is stopped at the door."""
    documents = [document.pk for document in in_force()]
    with story.at(story.moment(398, "09:10")):
        for person in User.objects.active():
            agree_to_terms(person, documents, by=person)


def _unwrapped(texts: dict[str, str]) -> dict[str, str]:
    """A line end in Markdown is one on the page too; here they only keep the source narrow."""
    return {
        code: "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
        for code, text in texts.items()
    }
