"""Addresses of the private centre."""

from django.urls import path

from . import desk_views, inbox_views, publishing_views, said_views, views

urlpatterns = [
    path("centre/", views.centre, name="centre"),
    path("centre/new/", views.enquire, name="enquire"),
    path("centre/claim/", views.claim, name="centre-claim"),
    path("centre/desks/", desk_views.desks, name="desks"),
    path("centre/desks/<slug:slug>/", desk_views.desk, name="desk"),
    path("centre/desks/<slug:slug>/duty/", desk_views.put_on_duty, name="desk-duty"),
    path("centre/desks/<slug:slug>/duty/<int:duty_id>/off/", desk_views.take_off_duty, name="desk-off-duty"),
    path("centre/consent/<str:word>/", publishing_views.answer_consent, name="consent"),
    path("centre/publications/<int:publication_id>/", publishing_views.publication, name="publication"),
    path("centre/publications/<int:publication_id>/decide/", publishing_views.decide, name="publication-decide"),
    path("centre/said/<int:said_id>/edit/", said_views.edit, name="said-edit"),
    path("centre/<int:number>/", views.enquiry, name="enquiry"),
    path("centre/<int:number>/reply/", views.answer, name="enquiry-reply"),
    path("centre/<int:number>/status/", views.status, name="enquiry-status"),
    path("centre/<int:number>/take/", inbox_views.take, name="enquiry-take"),
    path("centre/<int:number>/give/", inbox_views.give, name="enquiry-give"),
    path("centre/<int:number>/hand/", inbox_views.hand, name="enquiry-hand"),
    path("centre/<int:number>/note/", inbox_views.note, name="enquiry-note"),
    path("centre/<int:number>/after/", inbox_views.after, name="enquiry-after"),
    path("centre/<int:number>/publish/", publishing_views.begin, name="enquiry-publish"),
]
