"""The forum for programs: ``topics``, ``answers``, and what belongs to each."""

from __future__ import annotations

from intranet.api.main import register

from . import answers, following, topics

for _module in (topics, answers, following):
    register("", _module.router)
