from django.urls import path

from . import views

urlpatterns = [
    path("community/work/replies/", views.replies, name="replies"),
    path("community/work/replies/offered/", views.offered, name="replies-offered"),
    path("community/work/replies/<int:reply_id>/", views.reply, name="reply"),
    path("community/work/replies/<int:reply_id>/delete/", views.delete, name="reply-delete"),
    path("community/work/replies/<int:reply_id>/for/<int:entry_id>/", views.filled, name="reply-filled"),
]
