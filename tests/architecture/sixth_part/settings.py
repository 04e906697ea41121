"""The product with one more part."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.architecture.sixth_part.apps.RecipesConfig"]
ROOT_URLCONF = "tests.architecture.sixth_part.house_urls"
