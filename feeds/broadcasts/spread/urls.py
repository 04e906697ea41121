from django.urls import path

from . import news_views, views

urlpatterns = [
    path("broadcasts/mailings/", views.mailings, name="mailings"),
    path("broadcasts/<int:entry_id>/twin/", views.twin, name="broadcast-twin"),
    path("broadcasts/<int:entry_id>/mail/", views.mail_to_all, name="broadcast-mail"),
    path("news/", news_views.news, name="news"),
    path("news/atom/", news_views.news_atom, name="news-atom"),
    path("news/subscribe/", news_views.subscribe, name="news-subscribe"),
    path("news/subscribe/<str:word>/", news_views.confirm, name="news-confirm"),
    path("news/leave/<str:word>/", news_views.leave, name="news-leave"),
]
