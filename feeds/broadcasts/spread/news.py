"""The public news: what came out as the twin of a broadcast, and who has it mailed without an account."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.models import NewsReader, NewsSent, Post, Twin
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt
from intranet.notifications.mail.lists import MailList, in_language_of

from .going import goes_with_its_broadcast

PORTION = 50

NEWS = MailList(
    key="feeds.news",
    name="news",
    model=lambda: NewsReader,
    confirm_view="feeds:news-confirm",
    leave_view="feeds:news-leave",
    asked="feeds/news_asked",
    subject=lambda: _("News of %(site)s by mail") % {"site": SiteSettings.current().name},
)


def public_news() -> QuerySet[Post]:
    """What a guest may read of it, whoever asks. What has just expired is not waited for."""
    ended = Twin.objects.filter(goes_with_its_broadcast(), taken_at=None).values("post")
    found = Post.objects.visible_to(AnonymousUser()).published().exclude(twin_of=None)
    return found.exclude(pk__in=ended.filter(post__isnull=False))


def mail_portion(twin_id: int, after: int) -> int:
    """Send it to the next few; the number of the last, or 0 when nobody is left. Asked anew each time whether everybody
    may read it: a mailbox without an account is a guest."""
    post = public_news().filter(twin_of=twin_id).select_related("author").first()
    if post is None:
        return 0
    Twin.objects.filter(pk=twin_id, mailed_at=None).update(mailed_at=now())
    portion = NEWS.confirmed(after=after, most=PORTION)
    for reader in portion:
        NEWS.once(NewsSent, partial(_send, reader, post), reader=reader, post=post)
    return portion[-1].pk if portion else 0


def _send(reader: NewsReader, post: Post) -> None:
    with in_language_of(reader):
        context = {
            "post": post,
            "lines": [line for line in excerpt(post.body_text, 900).splitlines() if line.strip()],
            "url": settings.SITE_URL + post.get_absolute_url(),
        }
        subject = one_line(excerpt(post.title, 120))
        NEWS.send(reader, "feeds/news", subject, context, name=f"news.{post.pk}.{reader.pk}")
