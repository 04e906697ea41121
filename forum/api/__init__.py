"""The forum for programs: ``topics``, ``answers``, ``enquiries``, and what belongs to each."""

from __future__ import annotations

from intranet.api.main import register

from . import answers, centre, desks, following, publications, topics

for _module in (topics, answers, following, centre, desks, publications):
    register("", _module.router)
