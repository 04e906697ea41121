"""The results as a table for the author's own spreadsheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.conversation.models import Choice, Poll
from intranet.core.tables import write_table


def results_csv(poll: Poll) -> str:
    """An answer to a line with its votes, and for a named poll who gave them."""
    options = list(poll.options.all())
    header = [_("Answer"), _("Votes")]
    if poll.anonymous:
        return write_table(header, [[option.text, option.votes] for option in options])
    names: dict[int, list[str]] = {option.pk: [] for option in options}
    chosen = Choice.objects.filter(ballot__poll=poll).order_by("ballot__person__name", "ballot__person__pk")
    for option, name, handle in chosen.values_list("option_id", "ballot__person__name", "ballot__person__handle"):
        names[option].append(f"{name} (@{handle})")
    rows = [[option.text, option.votes, "; ".join(names[option.pk])] for option in options]
    return write_table([*header, _("Names")], rows)
