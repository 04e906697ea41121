from django.urls import path

from . import views

urlpatterns = [
    path("ideas/boards/", views.boards, name="boards"),
    path("ideas/boards/new/", views.new, name="board-new"),
    path("ideas/boards/<int:board_id>/", views.change, name="board-change"),
    path("ideas/boards/<int:board_id>/categories/", views.new_category, name="category-new"),
    path("ideas/categories/<int:category_id>/", views.change_category, name="category-change"),
]
