#!/usr/bin/env python
"""Portico's command line: `manage.py help` lists what it can do."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        # A setting is wrong, which a sentence says better than a traceback.
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Portico cannot start. {problem}")
