from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("inbox/read/", views.read, name="read"),
    path("inbox/unread/", views.unread, name="unread"),
    path("inbox/<int:notification_id>/", views.notification, name="notification"),
]
