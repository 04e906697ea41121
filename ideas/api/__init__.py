"""Ideas for programs."""

from ideas.releases import api as releases  # noqa: F401 - it brings its nouns
from intranet.api.main import register

from . import boards, campaigns, ideas, joining, sealing, statuses, voices, working

for _module in (boards, ideas, statuses, working, joining, voices, sealing, campaigns):
    register("", _module.router)
