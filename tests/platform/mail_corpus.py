"""Answers as mail programs send them, and what their writers have written."""

from __future__ import annotations

WANTED = "Yes, on Tuesday.\n\nShall I bring the drawings?"
ITALIAN = "Sì, martedì.\n\nPorto i disegni?"
MARK = "Or answer this mail: what you write above this text becomes your comment."

GMAIL = f"""\
{WANTED}

On Tue, 3 Nov 2026 at 10:12, Ada Bianchi (Meridiana) <
reply+aebagbafaydqqcikbmga2dqpcaireeyuculbo@meridiana.example> wrote:

> Ada Bianchi commented on “Quieter fans”
> in Lab
>
> When can you come?
>
> {MARK}
>
> --
> You get this because somebody named you.
"""
GMAIL_ITALIAN = f"""\
{ITALIAN}

Il giorno mar 3 nov 2026 alle ore 10:12 Ada Bianchi (Meridiana) <
reply+aebagbafaydqqcikbmga2dqpcaireeyuculbo@meridiana.example> ha scritto:

> Ada Bianchi ha commentato “Quieter fans”
>
> Quando puoi venire?
"""
APPLE = f"""\
{WANTED}

> On 3 Nov 2026, at 10:12, Ada Bianchi (Meridiana) <reply+abc@meridiana.example> wrote:
>\u0020
> When can you come?
"""
APPLE_ITALIAN = f"""\
{ITALIAN}

Inviato da iPhone

> Il giorno 3 nov 2026, alle ore 10:12, Ada Bianchi (Meridiana) <reply+abc@meridiana.example> ha scritto:
>\u0020
> \ufeffQuando puoi venire?
"""
APPLE_OUTSIDE = f"""\
{WANTED}

On 3\u202fNov\u202f2026, at\u00a010:12, Ada Bianchi (Meridiana) <reply+abc@meridiana.example> wrote:

When can you come?

{MARK}
"""
OUTLOOK = f"""\
{WANTED}

Kind regards
Ben

From: Ada Bianchi (Meridiana) <reply+abc@meridiana.example>\u0020
Sent: Tuesday, November 3, 2026 10:12 AM
To: Ben Rossi <ben@example.com>
Subject: Re: Quieter fans · Lab

When can you come?
"""
OUTLOOK_ITALIAN = f"""\
{ITALIAN}

________________________________
Da: Ada Bianchi (Meridiana) <reply+abc@meridiana.example>
Inviato: martedì 3 novembre 2026 10:12
A: Ben Rossi <ben@example.com>
Oggetto: Re: Quieter fans · Lab

Quando puoi venire?
"""
OUTLOOK_OLD = f"""\
{WANTED}

-----Original Message-----
From: Ada Bianchi (Meridiana) [mailto:reply+abc@meridiana.example]
Sent: Tuesday, November 3, 2026 10:12 AM

When can you come?
"""
OUTLOOK_OLD_ITALIAN = f"""\
{ITALIAN}

-----Messaggio originale-----
Da: Ada Bianchi
Inviato: martedì 3 novembre 2026 10:12
"""
OUTLOOK_PHONE = f"""\
{WANTED}

Get Outlook for iOS<https://aka.ms/o0ukef>
________________________________
From: Ada Bianchi (Meridiana) <reply+abc@meridiana.example>
Sent: Tuesday, November 3, 2026 10:12:33 AM
To: Ben Rossi <ben@example.com>
Subject: Re: Quieter fans · Lab
"""
OUTLOOK_PHONE_ITALIAN = f"""\
{ITALIAN}

Ottieni Outlook per Android<https://aka.ms/AAb9ysg>
________________________________
From: Ada Bianchi (Meridiana) <reply+abc@meridiana.example>
Sent: Tuesday, November 3, 2026 10:12:33 AM
To: Ben Rossi <ben@example.com>
"""
ANDROID = f"""\
{WANTED}

Sent from my Samsung Galaxy smartphone.

-------- Original message --------
From: "Ada Bianchi (Meridiana)" <reply+abc@meridiana.example>
Date: 03/11/2026 10:12 (GMT+01:00)
To: ben@example.com
Subject: Re: Quieter fans · Lab
"""
THUNDERBIRD = f"""\
{WANTED}

--\u0020
Ben Rossi
Meridiana S.r.l.

On 03/11/2026 10:12, Ada Bianchi (Meridiana) wrote:
> When can you come?
"""
THUNDERBIRD_ITALIAN = f"""\
{ITALIAN}

Il 03/11/2026 10:12, Ada Bianchi (Meridiana) ha scritto:
> Quando puoi venire?

--\u0020
Ben Rossi
"""
BELOW = f"""\
Am 03.11.26 um 10:12 schrieb Ada Bianchi (Meridiana):
> When can you come?
>
> {MARK}

{WANTED}

--\u0020
Ben
"""
BETWEEN = """\
On 3 Nov 2026, at 10:12, Ada Bianchi (Meridiana) <reply+abc@meridiana.example> wrote:

> Some news:
>
> When can you come?

On Tuesday.

> And the drawings?

I bring them.

> Thanks
"""
FRENCH = f"""\
{WANTED}

Envoyé de mon iPhone

> Le 3 nov. 2026 à 10:12, Ada Bianchi (Meridiana) <reply+abc@meridiana.example> a écrit :
>
> When can you come?
"""
NOTHING_QUOTED = f"{WANTED}\n\nSent from my iPhone\n"
LOOKS_LIKE_IT = "On the one hand it is late.\n\nFrom what I saw: nothing.\nTo be sure, ask Ada."

ANSWERS = {
    "Gmail": (GMAIL, WANTED),
    "Gmail, Italian": (GMAIL_ITALIAN, ITALIAN),
    "Apple Mail": (APPLE, WANTED),
    "iPhone, Italian": (APPLE_ITALIAN, ITALIAN),
    "a program that does not mark what it quotes": (APPLE_OUTSIDE, WANTED),
    "Outlook": (OUTLOOK, f"{WANTED}\n\nKind regards\nBen"),
    "Outlook, Italian": (OUTLOOK_ITALIAN, ITALIAN),
    "old Outlook": (OUTLOOK_OLD, WANTED),
    "old Outlook, Italian": (OUTLOOK_OLD_ITALIAN, ITALIAN),
    "Outlook on a phone": (OUTLOOK_PHONE, WANTED),
    "Outlook on a phone, Italian": (OUTLOOK_PHONE_ITALIAN, ITALIAN),
    "an Android phone": (ANDROID, WANTED),
    "Thunderbird, signed": (THUNDERBIRD, WANTED),
    "Thunderbird, Italian, signed below": (THUNDERBIRD_ITALIAN, ITALIAN),
    "an answer below": (BELOW, WANTED),
    "answers in between": (BETWEEN, "On Tuesday.\n\n> And the drawings?\n\nI bring them."),
    "French": (FRENCH, WANTED),
    "nothing quoted": (NOTHING_QUOTED, WANTED),
    "what only looks like it": (LOOKS_LIKE_IT, LOOKS_LIKE_IT),
    "lines broken for sending": (
        "The bearings of the third row run hot after twenty minutes, and the\nfourth row does too.\n\n- one\n- two",
        "The bearings of the third row run hot after twenty minutes, and the fourth row does too.\n\n- one\n- two",
    ),
}

GMAIL_HTML = """\
<div dir="ltr">Yes, on Tuesday.<div><br></div><div>Shall I <b>bring</b> the
<a href="https://example.com/d">drawings</a>?</div>
<script>alert(1)</script></div><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">On Tue, Ada wrote:<br></div>
<blockquote class="gmail_quote">When can you come?</blockquote></div>"""
OUTLOOK_HTML = """\
<html><head><style>p {margin:0}</style></head><body><p>Yes, on Tuesday.</p><p>&nbsp;</p>
<ul><li>the drawings</li><li>the keys</li></ul>
<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ada</div>
<div>When can you come?</div></body></html>"""
APPLE_HTML = """\
<html><body>Yes, on Tuesday.<br><br><div>Shall I bring the drawings?</div><div><br><blockquote type="cite">
<div>On 3 Nov, Ada wrote:</div><div>When can you come?</div></blockquote></div></body></html>"""
HTML_ANSWERS = {
    "Gmail": (GMAIL_HTML, "Yes, on Tuesday.\n\nShall I bring the drawings (https://example.com/d)?"),
    "Outlook": (OUTLOOK_HTML, "Yes, on Tuesday.\n\n- the drawings\n- the keys"),
    "Apple Mail": (APPLE_HTML, "Yes, on Tuesday.\n\nShall I bring the drawings?"),
}

DSN = """\
From: MAILER-DAEMON@relay.example
To: {to}
Message-ID: <{name}@relay.example>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Tue, 3 Nov 2026 10:12:00 +0100

Final-Recipient: rfc822; ben@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} so it is

--b
Content-Type: text/rfc822-headers

Subject: Re: Quieter fans
--b--
"""
COMPLAINT = """\
From: fbl@provider.example
To: {to}
Message-ID: <{name}@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1
--b--
"""
