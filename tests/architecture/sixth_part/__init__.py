"""A part that is not in the product: recipes. It exists to be added by one line in the settings and one in the urls.

``checks.py`` is run by ``test_sixth_part.py`` in a process of its own, with ``settings.py``.
"""
