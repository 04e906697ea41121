from django.urls import path

from . import log_views, views

app_name = "webhooks"
urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("new/", views.add, name="add"),
    path("<int:pk>/", views.webhook, name="webhook"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/secret/", views.rotate, name="rotate"),
    path("<int:pk>/do/", views.do, name="do"),
    path("<int:pk>/deliveries/<int:delivery_id>/", log_views.delivery, name="delivery"),
    path("<int:pk>/deliveries/<int:delivery_id>/replay/", log_views.replay, name="replay"),
]
