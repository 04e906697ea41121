"""The addresses of people, their settings and the ways in. allauth's stand under /accounts/."""

from __future__ import annotations

from django.urls import path, register_converter

from .converters import HexName, HexSecret
from .views import invitations, people, pictures, settings, standing, tokens

register_converter(HexName, "hexname")
register_converter(HexSecret, "hexsecret")

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<int:pk>/resend/", invitations.resend, name="resend_invitation"),
    path("people/invitations/<int:pk>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/standing/", standing.standing, name="standing"),
    path("people/<slug:handle>/close/", standing.close, name="close"),
    path("people/<slug:handle>/reopen/", standing.reopen, name="reopen"),
    path("invitations/<hexsecret:token>/", invitations.accept, name="accept_invitation"),
    path("avatars/<hexname:name>-<int:size>.webp", pictures.avatar, name="avatar"),
    path("settings/", settings.home, name="settings"),
    path("settings/profile/", settings.profile, name="settings_profile"),
    path("settings/picture/", settings.picture, name="settings_picture"),
    path("settings/account/", settings.account, name="settings_account"),
    path("settings/devices/", settings.sessions, name="settings_sessions"),
    path("settings/devices/others/end/", settings.end_others, name="end_other_sessions"),
    path("settings/devices/<int:pk>/end/", settings.end_one, name="end_session"),
    path("settings/tokens/", tokens.tokens, name="settings_tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("language/", settings.language, name="language"),
]
