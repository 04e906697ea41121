"""What pytest loads (pyproject.toml): the product's settings in test mode.

pytest-django reads the settings before any conftest runs, so the mode has to be chosen here.
"""

import os

os.environ.setdefault("PORTICO_MODE", "test")

from intranet.settings import *  # noqa: F403
