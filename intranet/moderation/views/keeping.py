"""What is kept besides the queue: the house rules, who cannot sign up, the audit log; and purging."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.activity.ledger import record
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.moderation import auditing, bars, house, policies, purging
from intranet.moderation.auditing import Wanted
from intranet.moderation.forms import BarForm, HouseRuleForm, PurgeForm
from intranet.moderation.models import HouseRule, SignUpBar

PAGE = 50


@require_GET
def house_rules(request: HttpRequest) -> HttpResponse:
    """The rules of the house, for everybody."""
    may_change = bool(policies.can_keep_house(request.user))
    context = {"rules": HouseRule.objects.visible_to(request.user), "may_change": may_change, "form": HouseRuleForm()}
    return render(request, "moderation/house_rules.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def house_rule(request: SignedIn, rule_id: int = 0) -> HttpResponse:
    """A new rule (0), or another wording of one."""
    require(policies.can_keep_house(request.user))
    rule = get_visible(HouseRule, request.user, pk=rule_id) if rule_id else None
    if request.method == "POST" and request.POST.get("what") == "remove" and rule is not None:
        house.remove_rule(rule, by=request.user)
        return redirect("moderation:house-rules")
    last = HouseRule.objects.order_by("-number").first()
    first = {"number": (last.number if last else 0) + 1}
    form = HouseRuleForm(request.POST if request.method == "POST" else None, instance=rule, initial=first)
    if request.method == "POST" and form.is_valid():
        kept = get_visible(HouseRule, request.user, pk=rule_id) if rule_id else None
        try:
            house.set_rule(kept, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            return redirect("moderation:house-rules")
    status = 422 if form.is_bound else 200
    return render(request, "moderation/house_rule.html", {"form": form, "rule": rule}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def sign_up_bars(request: SignedIn) -> HttpResponse:
    require(policies.can_keep_bars(request.user))
    form = BarForm(request.POST if request.method == "POST" else None, initial={"sort": SignUpBar.Sort.DOMAIN})
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("sort", "value", "reason")}
        try:
            made, _is_new = bars.set_bar(said["sort"], said["value"], by=request.user, reason=said["reason"])
        except ValidationError as refused:
            form.full_clean()
            form.add_error(None if not hasattr(refused, "error_dict") else "value", refused.messages)
        else:
            messages.success(request, _("Nobody signs up from %(where)s any more.") % {"where": made.value})
            return redirect("moderation:bars")
    page = keyset_page(
        SignUpBar.objects.select_related("by"), by=("value", "pk"), cursor=request.GET.get("cursor"), size=PAGE
    )
    context = {"form": form, "page": page}
    return render(request, "moderation/bars.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove_bar(request: SignedIn, bar_id: int) -> HttpResponse:
    require(policies.can_keep_bars(request.user))
    bars.remove_bar(get_visible(SignUpBar, request.user, pk=bar_id), by=request.user)
    return redirect("moderation:bars")


@login_required
@require_http_methods(["GET", "POST"])
def purge(request: SignedIn, entry_id: int) -> HttpResponse:
    """Ask why, then take the words away for ever. The page shows none of them."""
    entry = Entry.objects.filter(pk=entry_id).select_related("author", "space").first()
    if entry is None or not policies.can_purge(request.user, entry):
        raise Http404
    form = PurgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        purging.purge(entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The words are gone, and stay gone."))
        return redirect("moderation:cases")
    return render(
        request, "moderation/purge.html", {"entry": entry, "form": form}, status=422 if form.is_bound else 200
    )


@login_required
@require_GET
def audit(request: SignedIn) -> HttpResponse:
    require(policies.can_keep_house(request.user))
    wanted = Wanted.read(request.GET)
    page = keyset_page(auditing.found(wanted), by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    context: dict[str, Any] = {"page": page, "wanted": wanted, "verbs": auditing.audited_verbs()}
    return render_page(request, "moderation/audit.html", context, part="moderation/_audit.html")


@login_required
@require_POST
def audit_export(request: SignedIn) -> StreamingHttpResponse:
    """The same rows as a table, however many there are. That it was taken is in the log, too."""
    require(policies.can_keep_house(request.user))
    wanted = Wanted.read(request.POST)
    rows = auditing.found(wanted)
    record("moderation.audit.exported", by=request.user, on=request.user, audience="", wanted=wanted.query)
    response = StreamingHttpResponse(auditing.as_table(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{localdate().isoformat()}.csv"'
    return response
