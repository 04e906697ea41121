"""The addresses of people, their settings and the ways in. allauth's stand under /accounts/."""

from __future__ import annotations

from django.urls import path, register_converter

from .coming_going_urls import urlpatterns as coming_and_going
from .converters import HexName, HexSecret, TermsKind
from .views import (
    chart,
    fields,
    invitations,
    notes,
    people,
    pictures,
    profile,
    public,
    security,
    settings,
    skills,
    standing,
    terms,
    tokens,
    whereabouts,
)

register_converter(HexName, "hexname")
register_converter(HexSecret, "hexsecret")
register_converter(TermsKind, "terms")

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    *coming_and_going,
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<int:pk>/resend/", invitations.resend, name="resend_invitation"),
    path("people/invitations/<int:pk>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("people/chart/", chart.chart, name="chart"),
    path("people/chart/<slug:handle>/", chart.chart, name="chart_of"),
    path("people/vacancies/new/", chart.vacancy_new, name="vacancy_new"),
    path("people/vacancies/<int:pk>/close/", chart.vacancy_close, name="vacancy_close"),
    path("people/fields/", fields.fields, name="fields"),
    path("people/fields/new/", fields.field, name="field_new"),
    path("people/fields/<int:pk>/", fields.field, name="field"),
    path("people/fields/<int:pk>/do/", fields.change, name="field_change"),
    path("people/skills/", skills.skills, name="skills"),
    path("people/skills/suggest/", skills.suggest, name="suggest_skills"),
    path("people/whereabouts/", whereabouts.whereabouts, name="whereabouts"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/public/", public.public_person, name="public_person"),
    path("people/<slug:handle>/notes/", notes.notes, name="notes"),
    path("people/<slug:handle>/notes/<int:pk>/delete/", notes.delete, name="note_delete"),
    path("people/<slug:handle>/standing/", standing.standing, name="standing"),
    path("people/<slug:handle>/sign-out/", security.sign_out_everywhere, name="sign_out_everywhere"),
    path("people/<slug:handle>/close/", standing.close, name="close"),
    path("people/<slug:handle>/reopen/", standing.reopen, name="reopen"),
    path("invitations/<hexsecret:token>/", invitations.accept, name="accept_invitation"),
    path("avatars/<hexname:name>-<int:size>.webp", pictures.avatar, name="avatar"),
    path("settings/", settings.home, name="settings"),
    path("settings/profile/", profile.profile, name="settings_profile"),
    path("settings/picture/", profile.picture, name="settings_picture"),
    path("settings/status/", whereabouts.status, name="settings_status"),
    path("settings/status/shown/", whereabouts.shown, name="settings_shown"),
    path("settings/absence/", whereabouts.absence, name="settings_absence"),
    path("settings/settled/", settings.settle, name="settle"),
    path("settings/account/", settings.account, name="settings_account"),
    path("settings/public/", settings.public_name, name="settings_public"),
    path("settings/security/", security.security, name="settings_security"),
    path("settings/devices/", settings.sessions, name="settings_sessions"),
    path("settings/devices/others/end/", settings.end_others, name="end_other_sessions"),
    path("settings/devices/<int:pk>/end/", settings.end_one, name="end_session"),
    path("settings/tokens/", tokens.tokens, name="settings_tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("consent/", terms.consent, name="consent"),
    path("<terms:kind>/", terms.current, name="terms"),
    path("<terms:kind>/publish/", terms.publish, name="publish_terms"),
    path("<terms:kind>/<int:version>/", terms.version, name="terms_version"),
    path("<terms:kind>/<int:version>/changes/", terms.changes, name="terms_changes"),
    path("language/", settings.language, name="language"),
]
