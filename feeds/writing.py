"""The kinds that posts and kudos are to a composer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.spaces.models import Space

from . import actions
from .composing import ComposerKind
from .forms import PollPostForm, PostForm
from .kudos.actions import give_kudos
from .kudos.forms import KudosForm
from .kudos.policies import can_give_kudos


def page(name: str, space: Space | None) -> str:
    """The page of a kind, for one space if one is in it."""
    return reverse(name) + (f"?{urlencode({'space': space.slug})}" if space is not None else "")


def _publish_post(form: PostForm, *, by: User, when: When | None = None) -> Entry:
    place, data = form.place(), form.cleaned_data
    return actions.publish_post(
        by=by,
        title=data["title"],
        body=data["body"],
        link=data["link"],
        space=place.space,
        audience=place.audience,
        client_id=data["client_id"],
        attachment_ids=data["attachments"],
        poll=form.own.cleaned_data["wanted"] if isinstance(form, PollPostForm) else None,
        when=when,
    )


def _publish_kudos(form: KudosForm, *, by: User, when: When | None = None) -> Entry:
    place, data, own = form.place(), form.cleaned_data, form.own.cleaned_data
    return give_kudos(
        by=by,
        to=own["to"],
        value=own["value"],
        title=data["title"],
        # There is no place for a link of its own; what was typed is not lost.
        body="\n\n".join(filter(None, (data["body"], data["link"]))),
        space=place.space,
        audience=place.audience,
        client_id=data["client_id"],
        attachment_ids=data["attachments"],
        when=when,
    )


POST = ComposerKind(
    "post",
    _("Post"),
    _("New post"),
    "edit",
    url=lambda space: page("feeds:post-new", space),
    form=PostForm,
    publish=_publish_post,
    may_wait=True,
    order=10,
)
POLL = ComposerKind(
    "poll",
    _("Poll"),
    _("New poll"),
    "poll",
    url=lambda space: page("feeds:poll-new", space),
    form=PollPostForm,
    publish=_publish_post,
    may_wait=True,
    part="conversation/polls/_fields.html",
    prompt=_("What do you want to know?"),
    order=20,
)
KUDOS = ComposerKind(
    "kudos",
    _("Kudos"),
    _("New kudos"),
    "laurel",
    url=lambda space: page("feeds:kudos-new", space),
    form=KudosForm,
    publish=_publish_kudos,
    may_wait=True,
    part="feeds/kudos/_fields.html",
    prompt=_("What did they do?"),
    offered=lambda writer, space: bool(can_give_kudos(writer)),
    order=30,
)
KINDS = (POST, POLL, KUDOS)
