from django.urls import include, path

from .views import decisions, keeping, queue, reporting, sanctions

app_name = "moderation"
urlpatterns = [
    path("", include("intranet.moderation.rules.urls")),
    path("", include("intranet.moderation.trust.urls")),
    path("", include("intranet.moderation.lanes.urls")),
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
    path("moderation/sanctions/", sanctions.all_sanctions, name="all-sanctions"),
    path("moderation/sanctions/<int:sanction_id>/lift/", sanctions.lift, name="lift"),
    path("moderation/people/<str:handle>/", sanctions.sanctions, name="sanctions"),
    path("moderation/sign-ups/", keeping.sign_up_bars, name="bars"),
    path("moderation/sign-ups/<int:bar_id>/remove/", keeping.remove_bar, name="remove-bar"),
    path("moderation/audit/", keeping.audit, name="audit"),
    path("moderation/audit/export/", keeping.audit_export, name="audit-export"),
    path("house-rules/", keeping.house_rules, name="house-rules"),
    path("house-rules/new/", keeping.house_rule, name="new-house-rule"),
    path("house-rules/<int:rule_id>/", keeping.house_rule, name="house-rule"),
    path("decisions/<int:case_id>/", decisions.decision, name="decision"),
    path("decisions/by-mail/<str:key>/", decisions.decision_by_key, name="decision-by-key"),
    path("entries/<int:entry_id>/decision/", decisions.decision_of, name="decision-of"),
    path("warning/", decisions.warning, name="warning"),
    path("entries/<int:entry_id>/flag/", reporting.flag, name="flag"),
    path("entries/<int:entry_id>/purge/", keeping.purge, name="purge"),
]
