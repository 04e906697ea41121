from django.urls import path

from . import choosing_views, views
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
    path("unsubscribe/<str:word>/", mail_views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/<str:word>/undo/", mail_views.undo, name="unsubscribe-undo"),
    path("spaces/<slug:slug>/settings/level/", choosing_views.default_level, name="default-level"),
    path("inbox/<int:notification_id>/", views.notification, name="notification"),
]
