from django.urls import include, path

from .views import queue, reporting

app_name = "moderation"
urlpatterns = [
    path("", include("intranet.moderation.rules.urls")),
    path("", include("intranet.moderation.trust.urls")),
    path("moderation/", queue.cases, name="cases"),
    path("moderation/bulk/", queue.bulk, name="bulk"),
    path("moderation/cases/<int:case_id>/", queue.case, name="case"),
    path("moderation/cases/<int:case_id>/decide/", queue.decide, name="decide"),
    path("moderation/cases/<int:case_id>/claim/", queue.claim, name="claim"),
    path("moderation/cases/<int:case_id>/assign/", queue.assign, name="assign"),
    path("moderation/cases/<int:case_id>/note/", queue.note, name="note"),
    path("moderation/<int:entry_id>/hide/", reporting.hide, name="hide"),
    path("moderation/<int:entry_id>/dismiss/", reporting.dismiss, name="dismiss"),
    path("moderation/<int:entry_id>/restore/", reporting.restore, name="restore"),
    path("moderation/<int:entry_id>/held/", reporting.decide_held, name="decide-held"),
    path("entries/<int:entry_id>/flag/", reporting.flag, name="flag"),
]
