from django.urls import path

from . import bulk_views, membership_views, settings_views, views

app_name = "spaces"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("new/", views.space_new, name="space-new"),
    path("invitations/<int:request_id>/", views.invitation, name="invitation"),
    path("invitations/<int:request_id>/answer/", membership_views.answer, name="answer"),
    path("<slug:slug>/", views.space, name="space"),
    path("<slug:slug>/about/", views.about, name="about"),
    path("<slug:slug>/members/", views.members, name="members"),
    path("<slug:slug>/members/add/", bulk_views.add_people, name="add-people"),
    path("<slug:slug>/members/invite/", membership_views.invite, name="invite"),
    path("<slug:slug>/members/<slug:handle>/role/", membership_views.change_role, name="change-role"),
    path("<slug:slug>/members/<slug:handle>/remove/", membership_views.remove, name="remove"),
    path("<slug:slug>/requests/<int:request_id>/", membership_views.decide, name="decide"),
    path("<slug:slug>/join/", membership_views.join, name="join"),
    path("<slug:slug>/leave/", membership_views.leave, name="leave"),
    path("<slug:slug>/ask/", membership_views.ask, name="ask"),
    path("<slug:slug>/withdraw/", membership_views.withdraw, name="withdraw"),
    path("<slug:slug>/settings/", views.settings, name="settings"),
    path("<slug:slug>/settings/filling/", settings_views.filling, name="filling"),
    path("<slug:slug>/settings/welcome/", settings_views.welcome, name="welcome"),
    path("<slug:slug>/settings/pilot/", settings_views.pilot, name="pilot"),
    path("<slug:slug>/settings/pilot/report/", settings_views.pilot_report, name="pilot-report"),
    path("<slug:slug>/settings/place/", membership_views.move, name="move"),
    path("<slug:slug>/start/close/", membership_views.close, name="start-close"),
    path("<slug:slug>/start/<int:item_id>/", membership_views.tick, name="tick"),
    path("<slug:slug>/archive/", membership_views.archive, name="archive"),
]
