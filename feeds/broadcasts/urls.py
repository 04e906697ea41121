from django.urls import path

from . import reach_views, rights_views, sending_views, views

urlpatterns = [
    path("broadcasts/", views.broadcasts, name="broadcasts"),
    path("broadcasts/new/", sending_views.broadcast_new, name="broadcast-new"),
    path("broadcasts/rights/", rights_views.rights, name="broadcast-rights"),
    path("broadcasts/rights/<int:pk>/remove/", rights_views.remove_broadcaster, name="broadcaster-remove"),
    path("broadcasts/delegates/<int:pk>/remove/", rights_views.remove_delegate, name="delegate-remove"),
    path("broadcasts/<int:entry_id>/", views.broadcast, name="broadcast"),
    path("broadcasts/<int:entry_id>/acknowledge/", views.acknowledge, name="broadcast-acknowledge"),
    path("broadcasts/<int:entry_id>/seen/", views.seen, name="broadcast-seen"),
    path("broadcasts/<int:entry_id>/edit/", sending_views.broadcast_edit, name="broadcast-edit"),
    path("broadcasts/<int:entry_id>/terms/", sending_views.broadcast_terms, name="broadcast-terms"),
    path("broadcasts/<int:entry_id>/end/", sending_views.broadcast_end, name="broadcast-end"),
    path("broadcasts/<int:entry_id>/remind/", sending_views.broadcast_remind, name="broadcast-remind"),
    path("broadcasts/<int:entry_id>/reach/", reach_views.broadcast_reach, name="broadcast-reach"),
    path("broadcasts/<int:entry_id>/reach.csv", reach_views.broadcast_reach_csv, name="broadcast-reach-csv"),
]
