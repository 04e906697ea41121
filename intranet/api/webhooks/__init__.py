"""Telling other programs what happens here: outgoing webhooks with Standard Webhooks headers.

A webhook is told what its scope reads and nothing else, and that is asked again each time it is told. ``reactor`` is
where an activity comes in, ``delivering`` how it goes out, ``scopes`` and ``payload`` what of it goes.
"""
