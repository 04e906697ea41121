"""What somebody is writing, as it will stand there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intranet.core.errors import problem
from intranet.core.http import SignedIn, number_in
from intranet.core.throttle import throttled

from .texts import rendered


@login_required
@require_POST
@throttled("preview", limit=60, per_seconds=60)
def preview(request: SignedIn) -> HttpResponse:
    """The words of ``body`` as HTML, by the rules of what is published for ``audience``. Nothing is kept."""
    name, _sep, key = request.POST.get("audience", "").rpartition("_")
    home = number_in(key) if name == "space" else None
    try:
        words = rendered(request.POST.get("body", "").replace("\x00", ""), by=request.user, home=home)
    except ValidationError as error:
        return problem(422, " ".join(error.messages))
    return HttpResponse(words.html or _("Nothing to show."))
