"""The forum for programs: topics, answers, categories, products, enquiries, and what belongs to each."""

from __future__ import annotations

from intranet.api.main import register

from . import answers, categories, centre, desks, following, keeping, publications, topics, working

for _module in (topics, answers, categories, keeping, working, following, centre, desks, publications):
    register("", _module.router)
