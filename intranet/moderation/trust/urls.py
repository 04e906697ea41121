from django.urls import path

from . import views

urlpatterns = [
    path("moderation/levels/", views.levels_page, name="levels"),
    path("moderation/levels/<int:number>/", views.level_page, name="level"),
    path("people/<slug:handle>/level/", views.person_level, name="person-level"),
    path("community/standing/", views.standing, name="standing"),
]
