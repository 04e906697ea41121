from django.urls import path

from . import subscribe_views, views

urlpatterns = [
    path("ideas/releases/", views.releases, name="releases"),
    path("ideas/releases/atom/", views.feed, name="releases-atom"),
    path("ideas/releases/new/", views.new, name="release-new"),
    path("ideas/releases/subscribe/", subscribe_views.subscribe, name="releases-subscribe"),
    path("ideas/releases/subscribe/<str:word>/", subscribe_views.confirm, name="releases-confirm"),
    path("ideas/releases/leave/<str:word>/", subscribe_views.leave, name="releases-leave"),
    path("ideas/releases/parts/leave/<str:word>/", subscribe_views.leave_parts, name="parts-leave"),
    path("ideas/releases/<int:release_id>-<slug:slug>/", views.release, name="release"),
    path("ideas/releases/<int:release_id>/", views.by_number, name="release-by-number"),
    path("ideas/releases/<int:release_id>/edit/", views.edit, name="release-edit"),
    path("ideas/releases/<int:release_id>/delivers/", views.name, name="release-name"),
    path("ideas/releases/<int:release_id>/publish/", views.publish, name="release-publish"),
]
