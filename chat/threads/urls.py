from django.urls import path

from chat.reading import views as receipt_views
from chat.threads import views as thread_views

urlpatterns = [
    path("chat/threads/", thread_views.threads, name="threads"),
    path("chat/threads/read/", thread_views.read_all, name="threads-read"),
    path("chat/messages/<int:entry_id>/thread/", thread_views.thread, name="thread"),
    path("chat/messages/<int:entry_id>/replies/", thread_views.replies, name="replies"),
    path("chat/messages/<int:entry_id>/thread/read/", thread_views.read, name="thread-read"),
    path("chat/messages/<int:entry_id>/thread/unread/", thread_views.unread, name="thread-unread"),
    path("chat/messages/<int:entry_id>/thread/follow/", thread_views.follow, name="thread-follow"),
    path("chat/messages/<int:entry_id>/seen/", receipt_views.seen, name="seen"),
]
