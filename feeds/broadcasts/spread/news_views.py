"""The public news on the street, for readers of feeds, and by mail without an account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from intranet.accounts import sign_up_guards
from intranet.accounts.models import normal_email
from intranet.core.feed import Item, atom
from intranet.core.pagination import NEWEST_FIRST, keyset_page
from intranet.core.street_head import LONGEST_DESCRIPTION, absolute
from intranet.core.text import excerpt
from intranet.core.throttle import throttled

from .forms import NewsForm
from .jobs import write_to_news_reader
from .news import NEWS, public_news

PAGE = 20
MOST = 30


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    found = public_news().select_related("author__department", "author__company")
    page = keyset_page(found, by=NEWEST_FIRST, cursor=request.GET.get("cursor"), size=PAGE)
    context = {"page": page, "form": NewsForm(), "layout": _layout(request)}
    return render(request, "feeds/broadcasts/news.html", context)


@require_safe
def news_atom(request: HttpRequest) -> HttpResponse:
    items = [
        Item(
            title=post.title,
            path=post.get_absolute_url(),
            key=absolute(post.get_absolute_url()),
            words=excerpt(post.body_text, LONGEST_DESCRIPTION * 2),
            at=post.edited_at or post.published_at or post.created_at,
            author=post.author.name,
        )
        for post in public_news().select_related("author").order_by("-published_at", "-pk")[:MOST]
    ]
    return atom(request, lambda: _("News"), reverse("feeds:news"), items)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("news_subscribe", limit=10, per_seconds=3600)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address is new, waiting, or on the list."""
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = normal_email(form.cleaned_data["email"])
        decision = sign_up_guards.can_sign_up(email, request)
        if not decision:
            form.add_error("email", str(decision.refusal))
        else:
            asked = NEWS.ask(email, language=get_language() or "")
            write_to_news_reader.enqueue(reader_id=asked.pk)
            return redirect(reverse("feeds:news-subscribe") + "?asked=1")
    context = {"form": form, "asked": "asked" in request.GET, "layout": _layout(request)}
    return render(request, "feeds/broadcasts/news_subscribe.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("news_confirm", limit=60, per_seconds=3600)
def confirm(request: HttpRequest, word: str) -> HttpResponse:
    """Looking changes nothing: mail programs look at links before people do."""
    if not NEWS.is_confirm_word(word):
        raise Http404
    done = request.method == "POST" and NEWS.confirm(word)
    context = {"word": word, "done": done, "leaving": False, "layout": _layout(request)}
    return render(request, "feeds/broadcasts/news_word.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@throttled("news_leave", limit=120, per_seconds=3600)
def leave(request: HttpRequest, word: str) -> HttpResponse:
    """One press, by a mail program as well (RFC 8058): the signed word says that it may."""
    if not NEWS.is_leave_word(word):
        raise Http404
    done = request.method == "POST" and NEWS.leave(word)
    context = {"word": word, "done": done, "leaving": True, "layout": _layout(request)}
    return render(request, "feeds/broadcasts/news_word.html", context)


def _layout(request: HttpRequest) -> str:
    viewer = request.user
    return "layouts/app.html" if viewer.is_authenticated and not viewer.is_customer else "layouts/street.html"
