"""The addresses of people who come by the table, stay for a while, or leave, and of looking through their eyes."""

from __future__ import annotations

from django.urls import path

from .views import agency, importing, leaving, own_data, view_as

urlpatterns = [
    path("people/import/", importing.import_people, name="import_people"),
    path("people/import/example/", importing.import_example, name="import_example"),
    path("people/import/<int:pk>/", importing.import_table, name="import_table"),
    path("people/import/<int:pk>/apply/", importing.apply_table, name="apply_import"),
    path("people/import/<int:pk>/refused/", importing.import_problems, name="import_problems"),
    path("people/agency/", agency.agency, name="agency"),
    path("people/agency/<int:pk>/answer/", agency.answer, name="answer_agency"),
    path("people/<slug:handle>/extend/", agency.extend, name="extend_access"),
    path("people/<slug:handle>/leaving/", leaving.leaving, name="leaving"),
    path("people/<slug:handle>/erase/", own_data.erase, name="erase"),
    path("view-as/", view_as.view_as, name="view_as"),
    path("view-as/stop/", view_as.stop, name="stop_view_as"),
    path("settings/data/", own_data.own_data, name="own_data"),
    path("settings/data/ask/", own_data.ask, name="ask_data_copy"),
    path("settings/data/<int:pk>/", own_data.fetch, name="data_copy"),
    path("settings/data/erase/", own_data.ask_erasure, name="ask_erasure"),
    path("settings/data/stay/", own_data.stay, name="take_back_erasure"),
]
