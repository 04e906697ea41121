"""Addresses of proposals."""

from django.urls import path

from . import review_views, views

urlpatterns = [
    path("wiki/<int:page_id>/propose/", views.propose, name="propose"),
    path("wiki/<int:page_id>/proposals/", views.of_page, name="proposals"),
    path("wiki/proposals/", views.mine, name="my-proposals"),
    path("wiki/proposals/sent/<str:token>/", views.of_guest, name="proposal-of-guest"),
    path("wiki/proposals/<int:proposal_id>/", views.proposal, name="proposal"),
    path("wiki/proposals/<int:proposal_id>/revise/", views.revise, name="proposal-revise"),
    path("wiki/proposals/<int:proposal_id>/withdraw/", views.withdraw, name="proposal-withdraw"),
    path("wiki/proposals/<int:proposal_id>/decide/", review_views.decide_all, name="proposal-decide-all"),
    path("wiki/proposals/<int:proposal_id>/decide/<int:hunk_id>/", review_views.decide, name="proposal-decide"),
]
