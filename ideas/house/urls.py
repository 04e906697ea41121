from django.urls import path

from . import views

urlpatterns = [
    path("ideas/statuses/", views.statuses, name="statuses"),
    path("ideas/statuses/new/", views.new, name="status-new"),
    path("ideas/statuses/<int:status_id>/", views.change, name="status-change"),
    path("ideas/statuses/<int:status_id>/move/", views.move, name="status-move"),
    path("ideas/statuses/<int:status_id>/archive/", views.archive, name="status-archive"),
    path("ideas/statuses/<int:status_id>/use/", views.use, name="status-use"),
]
