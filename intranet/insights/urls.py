from django.urls import path

from .channels import views as channels
from .expertise import views
from .figures import views as figures
from .maturity import views as maturity
from .people import views as people
from .week import views as week

app_name = "insights"

urlpatterns = [
    path("knows/", views.who_knows, name="who-knows"),
    path("knows/ask/", views.ask, name="ask"),
    path("settings/knowledge/", views.own, name="own"),
    path("insights/people/", people.people, name="people"),
    path("insights/people/champions/<int:champion_id>/end/", people.end, name="end-champion"),
    path("insights/maturity/", maturity.stages, name="maturity"),
    path("insights/maturity/thresholds/", maturity.thresholds, name="thresholds"),
    path("insights/week/", week.week, name="week"),
    path("insights/week/mail/", week.wish, name="week-wish"),
    path("insights/week/<int:task_id>/", week.tick, name="week-tick"),
    path("insights/week/do/<str:word>/", week.do, name="week-do"),
    path("insights/week/stop/<str:word>/", week.stop, name="week-stop"),
    path("insights/", figures.page, name="figures"),
    path("insights/analysts/", figures.analysts, name="analysts"),
    path("insights/companies.csv", figures.companies, name="companies"),
    path("insights/channels/", channels.channels, name="channels"),
    path("insights/channels/new/", channels.new, name="channel-new"),
    path("insights/channels/<int:channel_id>/", channels.channel, name="channel"),
    path("insights/channels/<int:channel_id>/edit/", channels.edit, name="channel-edit"),
    path("insights/channels/<int:channel_id>/review/", channels.review, name="channel-review"),
    path("insights/channels/<int:channel_id>/remove/", channels.remove, name="channel-remove"),
    path("insights/channels.csv", channels.table, name="channels-table"),
    path("insights/<slug:key>.csv", figures.table, name="figure-table"),
]
