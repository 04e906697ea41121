from django.urls import path

from . import atom, moving, views

urlpatterns = [
    path("ideas/", views.home, name="home"),
    path("ideas/feed.atom", atom.everything, name="atom"),
    path("ideas/roadmap/", views.roadmap, name="roadmap"),
    path("ideas/in/<slug:slug>/", views.of_space, name="of-space"),
    path("ideas/b/<int:board_id>-<slug:slug>/feed.atom", atom.of_board, name="board-atom"),
    path("ideas/b/<int:board_id>-<slug:slug>/", views.board, name="board"),
    path("ideas/<int:idea_id>/card/", views.card, name="card"),
    path("ideas/<int:idea_id>/move/", moving.move, name="move"),
]
