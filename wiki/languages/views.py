"""The languages of a page: which there are, one more, and what has changed since."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intranet.content.history import changed_parts
from intranet.core.decisions import require
from intranet.core.difference import difference
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.pagination import keyset_page
from intranet.spaces.models import Space
from intranet.spaces.views import standing
from wiki import actions, policies
from wiki.history.reading import versions_read_by
from wiki.models import Page

from .forms import LanguageForm, LinkForm, TranslateForm
from .groups import group_of, is_outdated, outdated_in, told_of
from .names import choices, name_of

_PAGES = Page.objects.select_related("space", "author", "parent", "reads_circle", "translation_of__space")


def _found(request: HttpRequest, page_id: int) -> Page:
    return get_visible(_PAGES, request.user, pk=page_id)


@require_safe
def languages(request: HttpRequest, page_id: int) -> HttpResponse:
    """All languages of a page; whoever writes in it adds one here."""
    return _shown(request, _found(request, page_id))


def _shown(request: HttpRequest, page: Page, *, status: int = 200, **forms: Any) -> HttpResponse:
    viewer = request.user
    may_edit = policies.can_edit_page(viewer, page)
    context: dict[str, Any] = {
        "page": page,
        "name": name_of(page.language),
        "languages": told_of(page, viewer),
        "may_edit": may_edit,
        "layout": "layouts/app.html" if viewer.is_authenticated else "layouts/street.html",
    }
    if may_edit:
        taken = set(group_of(page).published().values_list("language", flat=True))
        other = next((code for code, _name in choices() if code not in taken), "")
        context |= {
            "translate_form": TranslateForm(initial={"language": other, "title": page.title, "client_id": uuid4()}),
            "language_form": LanguageForm(initial={"language": page.language}),
            "link_form": LinkForm(by=viewer, initial={"language": page.language}),  # type: ignore[arg-type]
            "may_translate": policies.can_translate(viewer, page),
            "has_translations": page.translations.published().exists(),
        }
    return render(request, "wiki/languages/page.html", context | forms, status=status)


@login_required
@require_POST
def translate(request: SignedIn, page_id: int) -> HttpResponse:
    page = _found(request, page_id)
    require(policies.can_translate(request.user, page))
    form = TranslateForm(request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = actions.translate_page(page, by=request.user, **sent)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("wiki:edit", made.pk)
    return _shown(request, page, status=422, translate_form=form)


@login_required
@require_POST
def link(request: SignedIn, page_id: int) -> HttpResponse:
    page = _found(request, page_id)
    require(policies.can_edit_page(request.user, page))
    form = LinkForm(request.POST, by=request.user)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            actions.link_translation(page, by=request.user, original=sent["page"], language=sent["language"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Linked. Each shows the other among its languages."))
            return redirect("wiki:languages", page.pk)
    return _shown(request, page, status=422, link_form=form)


@login_required
@require_POST
def unlink(request: SignedIn, page_id: int) -> HttpResponse:
    page = _found(request, page_id)
    actions.unlink_translation(page, by=request.user)
    messages.success(request, _("It stands by itself now."))
    return redirect("wiki:languages", page.pk)


@login_required
@require_POST
def language(request: SignedIn, page_id: int) -> HttpResponse:
    page = _found(request, page_id)
    require(policies.can_edit_page(request.user, page))
    form = LanguageForm(request.POST)
    if form.is_valid():
        try:
            actions.set_language(page, by=request.user, language=form.cleaned_data["language"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("wiki:languages", page.pk)
    return _shown(request, page, status=422, language_form=form)


@login_required
@require_safe
def since(request: SignedIn, page_id: int) -> HttpResponse:
    """What has changed in the original since the translation was made from it."""
    page = _found(request, page_id)
    require(policies.can_edit_page(request.user, page))
    if page.translation_of_id is None:
        raise Http404
    original = _found(request, page.translation_of_id)
    made_from = versions_read_by(request.user, original).filter(number=page.translated_number or 0).first()
    before = made_from.text if made_from is not None else ""
    context = {
        "page": page,
        "original": original,
        "outdated": is_outdated(page, original),
        "pieces": list(changed_parts(difference(before, original.body))) if before != original.body else [],
    }
    return render(request, "wiki/languages/since.html", context)


@login_required
@require_POST
def current(request: SignedIn, page_id: int) -> HttpResponse:
    """It says what the original says, as of the version that the form showed."""
    page = _found(request, page_id)
    number = request.POST.get("number", "")
    upto = number_in(number)
    try:
        actions.mark_current(page, by=request.user, number=upto)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Marked as up to date."))
    return redirect(page.get_absolute_url())


@require_safe
def outdated(request: HttpRequest, slug: str) -> HttpResponse:
    """The translations of a space whose originals have changed since."""
    space = get_visible(Space, request.user, slug=slug)
    pages = keyset_page(
        outdated_in(space, request.user), by=("folded_title", "pk"), cursor=request.GET.get("cursor"), size=50
    )
    for one in pages.items:
        one.language_name = name_of(one.language)
    context = {"space": space, "pages": pages.items, "next": pages.next, "tab": "wiki", "language": get_language()}
    return render(request, "wiki/languages/outdated.html", context | standing(request, space))
