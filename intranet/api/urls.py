"""The addresses of the API, with everybody's nouns. Loaded when the first program asks for one of them.

Four hundred operations with their schemas take a second and 35 MB, and most houses have days without a program. So
``intranet.urls`` names this module and does not import it (``Later``), and nothing that runs at the start may need it.
"""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules

from . import (
    banner,
    chart,
    coming_going,
    credits,
    deciding,
    digesting,
    discussing,
    entries,
    fields,
    files,
    finding,
    growing,
    hearing,
    importing,
    insights,
    invitations,
    keeping,
    knowing,
    lanes,
    leaving,
    mail,
    measures,
    members,
    moderating,
    notes,
    notices,
    outside,
    own_account,
    people,
    polls,
    products,
    profile,
    push,
    reminding,
    ruling,
    searching,
    sections,
    signing_in,
    space_life,
    spaces,
    stances,
    standing,
    voting,
)
from .main import api, register
from .webhooks import api as webhooks

for module in (
    people,
    banner,
    chart,
    coming_going,
    products,
    profile,
    spaces,
    space_life,
    entries,
    sections,
    files,
    finding,
    searching,
    notices,
    polls,
    stances,
    credits,
    keeping,
    insights,
    knowing,
    lanes,
    reminding,
    standing,
    webhooks,
    discussing,
    fields,
    growing,
    hearing,
    importing,
    invitations,
    leaving,
    mail,
    members,
    deciding,
    digesting,
    measures,
    moderating,
    notes,
    ruling,
    outside,
    own_account,
    push,
    signing_in,
    voting,
):
    register("", module.router)
autodiscover_modules("api")

urlpatterns, app_name, _namespace = api.urls
