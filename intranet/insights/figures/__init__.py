"""Figures for people who decide: what parts count, day by day, and how it is shown.

A part registers a ``Figure`` in its ``ready()`` (``registry.py``); what it counts is kept for each day by a job at
night (``gathering.py``), and pages read nothing but that. A figure that cannot be added up from days, such as a median,
is asked of its part for the whole span.
"""
