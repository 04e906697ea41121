"""Accounts in the back office. What decides who gets in is read-only here; its buttons call the actions."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.core.back_office import ReadOnlyAdmin

from . import actions
from .domains import clean_domains
from .models import ApiToken, Company, CompanyAssignment, Department, Invitation, User

# The back office has no door of its own: sign-in, its limits and the second step are those of the house.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# allauth's own pages would edit addresses and sessions past our actions, and show the secrets of second steps.
for model in (Authenticator, EmailAddress, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class PlaceForm(forms.ModelForm):
    """The few things about a person that may be edited here, with the same rules as on the person's page."""

    class Meta:
        model = User
        fields = ["job_title", "department", "manager"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("manager") == self.instance:
            self.add_error("manager", _("Nobody is their own manager."))
        return data


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    form = PlaceForm
    list_display = ["name", "email", "kind", "role", "company", "department", "is_active", "last_login"]
    list_filter = ["kind", "role", "is_active", "department", "company", "language"]
    list_select_related = ["company", "department"]
    search_fields = ["name", "folded_name", "email", "handle"]
    autocomplete_fields = ["manager"]
    date_hierarchy = "date_joined"
    actions = ["close_accounts", "open_accounts", "reset_second_steps", "sign_out", "release_identities"]
    readonly_fields = [
        "name",
        "email",
        "handle",
        "kind",
        "role",
        "company",
        "is_active",
        "date_joined",
        "last_login",
        "deactivated_at",
    ]
    fieldsets = [
        (None, {"fields": ["name", "email", "handle", "kind", "role", "company"]}),
        (gettext_lazy("Place"), {"fields": ["job_title", "department", "manager"]}),
        (gettext_lazy("Account"), {"fields": ["is_active", "date_joined", "last_login", "deactivated_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(is_system=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People come in by invitation or sign themselves up."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People leave by having their account closed; what they wrote stays."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        person = User.objects.get(pk=obj.pk)
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            actions.change_place(person, by=_admin(request), **changes)
        except (PermissionDenied, ValidationError) as error:
            _tell(self, request, [f"{person}: {_sentence(error)}"], 0, "")

    @admin.action(description=gettext_lazy("Close the accounts (sign out everywhere, end tokens)"))
    def close_accounts(self, request: HttpRequest, people: QuerySet[User]) -> None:
        refusals, done = _each(people, lambda person: actions.deactivate(person, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d account closed.", "%d accounts closed.", done))

    @admin.action(description=gettext_lazy("Open the accounts again"))
    def open_accounts(self, request: HttpRequest, people: QuerySet[User]) -> None:
        refusals, done = _each(people, lambda person: actions.reactivate(person, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d account opened.", "%d accounts opened.", done))

    @admin.action(description=gettext_lazy("Reset the second step (for who has lost the phone)"))
    def reset_second_steps(self, request: HttpRequest, people: QuerySet[User]) -> None:
        refusals, done = _each(people, lambda person: actions.reset_second_step(person, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d second step reset.", "%d second steps reset.", done))

    @admin.action(description=gettext_lazy("Sign out everywhere (for a lost laptop)"))
    def sign_out(self, request: HttpRequest, people: QuerySet[User]) -> None:
        refusals, done = _each(people, lambda person: actions.sign_out_everywhere(person, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d person signed out.", "%d people signed out.", done))

    @admin.action(description=gettext_lazy("Release the directory’s identity (for who got a new one there)"))
    def release_identities(self, request: HttpRequest, people: QuerySet[User]) -> None:
        refusals, done = _each(people, lambda person: actions.unbind_identities(person, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d identity released.", "%d identities released.", done))


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "kind", "role", "company", "invited_by", "created_at", "expires_at", "state"]
    list_filter = ["kind", "role", "company"]
    list_select_related = ["company", "invited_by"]
    search_fields = ["email", "invited_by__name"]
    exclude = ["token_hash", "round"]
    actions = ["send_again", "withdraw"]

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("Accepted")
        if invitation.revoked_at:
            return _("Withdrawn")
        return _("Waiting") if invitation.is_open else _("Expired")

    @admin.action(description=gettext_lazy("Send a new link"))
    def send_again(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        refusals, done = _each(invitations, lambda one: bool(actions.resend_invitation(one, by=_admin(request))))
        _tell(self, request, refusals, done, ngettext("%d invitation sent again.", "%d invitations sent again.", done))

    @admin.action(description=gettext_lazy("Withdraw"))
    def withdraw(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        refusals, done = _each(invitations, lambda one: actions.revoke_invitation(one, by=_admin(request)))
        _tell(self, request, refusals, done, ngettext("%d invitation withdrawn.", "%d invitations withdrawn.", done))


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Whose they are and when they were used. Their owner revokes them; closing the account ends them."""

    list_display = ["name", "person", "prefix", "may_write", "created_at", "last_used_at", "expires_at", "revoked_at"]
    list_filter = ["may_write"]
    list_select_related = ["person"]
    search_fields = ["name", "person__name", "prefix"]
    exclude = ["token_hash"]


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ["name", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["parent"]


class DomainsField(forms.CharField):
    """A list, one to a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line for line in (super().to_python(value) or "").replace(",", "\n").split() if line]


class CompanyForm(forms.ModelForm):
    email_domains = DomainsField(
        label=gettext_lazy("E-mail domains"),
        required=False,
        help_text=gettext_lazy("One to a line. Who proves an address of exactly this domain joins the company."),
    )

    class Meta:
        model = Company
        fields = ["name", "email_domains", "external_id"]

    def clean_email_domains(self) -> list[str]:
        return clean_domains(self.cleaned_data["email_domains"], company=self.instance)

    def clean_external_id(self) -> str:
        try:
            return actions.free_external_id(self.cleaned_data["external_id"], self.instance)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class AssignmentInline(admin.TabularInline):
    model = CompanyAssignment
    extra = 0
    autocomplete_fields = ["person"]
    verbose_name_plural = gettext_lazy("Colleagues who look after this company")


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    form = CompanyForm
    list_display = ["name", "domains", "external_id", "archived_at", "created_at"]
    search_fields = ["name", "external_id"]
    inlines = [AssignmentInline]

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        """Through the actions, so that whoever is told of companies is told of this."""
        said = {name: form.cleaned_data[name] for name in form.Meta.fields}
        if change:
            actions.change_company(Company.objects.get(pk=obj.pk), by=_admin(request), **said)
        else:
            obj.pk = actions.add_company(by=_admin(request), **said).pk
            obj.refresh_from_db()

    @admin.display(description=gettext_lazy("e-mail domains"))
    def domains(self, company: Company) -> str:
        return ", ".join(company.email_domains)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Assignments decide what a colleague may read, so they too go through the actions."""
        formset.save(commit=False)
        refusals: list[str] = []
        renamed = [row.pk for row, fields in formset.changed_objects if "person" in fields]
        for gone in [*formset.deleted_objects, *CompanyAssignment.objects.filter(pk__in=renamed)]:
            actions.stop_facing_company(gone, by=_admin(request))
        for row in [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]:
            try:
                actions.face_company(row.person, form.instance, by=_admin(request), note=row.note)
            except (PermissionDenied, ValidationError) as error:
                refusals.append(f"{row.person}: {_sentence(error)}")
        _tell(self, request, refusals, 0, "")


def _admin(request: HttpRequest) -> User:
    return cast(User, request.user)


def _each(things: Any, do: Any) -> tuple[list[str], int]:
    """Do it to each; what was refused is told with its sentence, and the others are done all the same."""
    refusals, done = [], 0
    for thing in things:
        try:
            done += bool(do(thing))
        except (PermissionDenied, ValidationError) as error:
            refusals.append(f"{thing}: {_sentence(error)}")
    return refusals, done


def _tell(page: admin.ModelAdmin, request: HttpRequest, refusals: list[str], done: int, sentence: str) -> None:
    if done:
        page.message_user(request, sentence % done)
    for refusal in refusals:
        page.message_user(request, refusal, messages.ERROR)


def _sentence(error: PermissionDenied | ValidationError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
