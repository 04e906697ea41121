from django.urls import path

from . import keeping_views, views

urlpatterns = [
    path("ideas/campaigns/", views.campaigns, name="campaigns"),
    path("ideas/campaigns/new/", keeping_views.new, name="campaign-new"),
    path("ideas/campaigns/<int:campaign_id>-<slug:slug>/", views.campaign, name="campaign"),
    path("ideas/campaigns/<int:campaign_id>/", views.by_number, name="campaign-by-number"),
    path("ideas/campaigns/<int:campaign_id>/answer/", views.answer, name="campaign-answer"),
    path("ideas/<int:idea_id>/campaign/", views.enter, name="campaign-enter"),
    path("ideas/campaigns/<int:campaign_id>/edit/", keeping_views.edit, name="campaign-edit"),
    path("ideas/campaigns/<int:campaign_id>/jury/", keeping_views.judge, name="campaign-jury"),
    path("ideas/campaigns/<int:campaign_id>/announce/", keeping_views.announce, name="campaign-announce"),
    path("ideas/campaigns/<int:campaign_id>/out/<int:contribution_id>/", views.take_out, name="campaign-out"),
]
