"""Load data of lanes: posts that came out once somebody who keeps their space had approved them, and some that wait."""

from __future__ import annotations

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.demo.loads import Load, load
from intranet.moderation.deciding import decide
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.models import Case, Lane
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership, Space

# Of so many spaces one has a lane; of so many posts one still waits.
_SPACES_WITH_ONE = 4
_WAITING = 3


@load("lanes", 82)
def lanes(load: Load) -> None:
    """Through the actions, as people do: an owner sets the lane, members write, an owner approves."""
    how_many = load.sizes["lanes"]
    kept = Membership.objects.filter(role=Membership.Role.OWNER, person__kind=User.Kind.STAFF, person__is_active=True)
    spaces = Space.objects.filter(pk__in=kept.values("space"), archived_at=None, posting=Space.Posting.MEMBERS)
    inside = spaces.exclude(visibility=Space.Visibility.COMMUNITY).order_by("pk")
    chosen = list(inside)[::_SPACES_WITH_ONE][:how_many]
    made = 0
    for number, space in enumerate(chosen):
        owner = User.objects.get(pk=kept.filter(space=space).order_by("pk").values_list("person", flat=True)[0])
        forget(owner)
        set_lane(space, Lane.Reach.INSIDE, by=owner, sort=Lane.Sort.PRE_APPROVAL)
        members = Membership.objects.filter(space=space, role=Membership.Role.MEMBER).values("person")
        others = list(User.objects.active().staff().filter(pk__in=members).order_by("pk"))
        for turn in range(how_many // len(chosen) + (number < how_many % len(chosen)) if others else 0):
            by = others[turn % len(others)]
            forget(by)
            post = publish_post(by=by, space=space, title=load.sentence(5), body=load.paragraph(3))
            made += 1
            case = Case.objects.filter(subject=post.key, state=Case.State.OPEN).first()
            if made % _WAITING and case is not None:
                decide(case, "approve", by=owner)
    load.progress("posts in lanes")(made)
