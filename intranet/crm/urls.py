from django.urls import path

from . import views

app_name = "crm"
urlpatterns = [
    path("", views.companies, name="companies"),
    path("companies/<int:pk>/", views.company, name="company"),
    path("people/", views.contacts, name="contacts"),
    path("people/<int:pk>/", views.contact, name="contact"),
    path("messages/", views.syncs, name="syncs"),
    path("messages/<int:pk>/", views.sync, name="sync"),
]
