"""The area in which a thread of this customer with this team stands: the one there is, or a new one."""

from __future__ import annotations

from forum.models import Area
from intranet.accounts.models import Company, User
from intranet.spaces.models import Space


def area_for(team: Space, *, company: Company | None, customer: User) -> Area:
    """The firm's, where there is a firm; else the person's own. Whoever writes by mail alone has none of their own:
    nobody outside would hold it."""
    if company is not None:
        return Area.objects.get_or_create(team=team, company=company)[0]
    if customer.is_system:
        return Area.objects.get_or_create(team=team, company=None, customer=None)[0]
    return Area.objects.get_or_create(team=team, customer=customer)[0]
