"""Addresses of events and of calendars; part of the feeds' own."""

from django.urls import path

from . import calendars, views

urlpatterns = [
    path("events/", views.calendar, name="events"),
    path("events/new/", views.event_new, name="event-new"),
    path("events/<int:entry_id>/", views.event, name="event"),
    path("events/<int:entry_id>/edit/", views.event_edit, name="event-edit"),
    path("events/<int:entry_id>/cancel/", views.event_cancel, name="event-cancel"),
    path("events/<int:entry_id>/answer/", views.event_answer, name="event-answer"),
    path("events/<int:entry_id>/people/", views.event_people, name="event-people"),
    path("events/<int:entry_id>/event.ics", calendars.event_ics, name="event-ics"),
    path("spaces/<slug:slug>/events/", views.space_calendar, name="space-events"),
    path("calendar/<str:secret>.ics", calendars.own_calendar, name="own-calendar"),
    path("settings/calendar/", calendars.settings_calendar, name="settings-calendar"),
    path("settings/calendar/address/", calendars.change_address, name="calendar-address"),
]
