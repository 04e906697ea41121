from django.urls import path

from . import board_views, views

urlpatterns = [
    path("ideas/mine/", views.mine, name="mine"),
    path("ideas/<int:idea_id>/owner/", views.owner, name="owner"),
    path("ideas/<int:idea_id>/steps/", views.add_step, name="step-add"),
    path("ideas/<int:idea_id>/score/", views.score, name="score"),
    path("ideas/steps/<int:step_id>/", views.step, name="step"),
    path("ideas/b/<int:board_id>/chart/", board_views.chart, name="chart"),
    path("ideas/b/<int:board_id>/export.csv", board_views.export, name="export"),
]
