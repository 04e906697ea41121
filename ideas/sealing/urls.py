from django.urls import path

from . import views

urlpatterns = [
    path("ideas/sealed/", views.mine, name="sealed"),
    path("ideas/sealed/<int:idea_id>/", views.edit, name="sealed-edit"),
    path("ideas/sealed/<int:idea_id>/withdraw/", views.withdraw, name="sealed-withdraw"),
    path("ideas/<int:idea_id>/unseal/", views.unseal, name="unseal"),
    path("ideas/<int:idea_id>/unseal/<int:unsealing_id>/", views.decide, name="unseal-decide"),
    path("ideas/<int:idea_id>/unseal/<int:unsealing_id>/name/", views.name, name="unseal-name"),
]
