from django.urls import path

from . import choosing_views, views
from .banner import views as banner_views
from .digests import settings_views as digest_settings
from .digests import views as digest_views
from .mail import views as mail_views
from .push import views as push_views

app_name = "notifications"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("inbox/read/", views.read, name="read"),
    path("inbox/unread/", views.unread, name="unread"),
    path("entries/<int:entry_id>/who-hears/", views.who_hears, name="who-hears"),
    path("settings/notifications/", choosing_views.preferences, name="preferences"),
    path("settings/notifications/choose/", choosing_views.choose, name="choose"),
    path("settings/notifications/quiet/", choosing_views.quiet, name="quiet"),
    path("settings/notifications/still/", choosing_views.still, name="still"),
    path("settings/notifications/devices/<int:device_id>/remove/", push_views.remove, name="push-remove"),
    path("settings/notifications/devices/<int:device_id>/contents/", push_views.contents, name="push-contents"),
    path("settings/notifications/devices/<int:device_id>/test/", push_views.test, name="push-test"),
    path("settings/notifications/level/", choosing_views.level, name="level"),
    path("settings/notifications/mail-works/", mail_views.works_again, name="mail-works"),
    path("banner/", banner_views.banner, name="banner"),
    path("unsubscribe/<str:word>/", mail_views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/<str:word>/undo/", mail_views.undo, name="unsubscribe-undo"),
    path("spaces/<slug:slug>/settings/level/", choosing_views.default_level, name="default-level"),
    path("digest/", digest_views.digest, name="digest"),
    path("digest/since/", digest_views.since_left, name="digest-since"),
    path("digest/executive/", digest_views.executive, name="digest-executive"),
    path("digest/executive/people/", digest_views.propose, name="digest-propose"),
    path("digest/caught-up/", digest_views.caught_up, name="digest-caught-up"),
    path("digest/read/<str:word>/", digest_views.read_all, name="digest-read"),
    path("digest/interests/", digest_views.choose_interests, name="digest-interests"),
    path("digest/entries/<int:entry_id>/", digest_views.more_or_less, name="digest-taste"),
    path("settings/digest/", digest_settings.settings, name="digest-settings"),
    path("settings/digest/forget/", digest_settings.forget, name="digest-forget"),
    path("inbox/<int:notification_id>/", views.notification, name="notification"),
]
