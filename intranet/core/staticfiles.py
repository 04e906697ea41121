"""Static files under names that carry their content, so that a browser keeps them for ever."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PorticoStaticFilesConfig(StaticFilesConfig):
    """Leaves out htmx's extensions: nobody loads them, and a remark in one looks like an import of a missing file."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the ``import`` lines of our ES modules, which Django leaves alone unless told."""

    support_js_module_import_aggregation = True
    # One pass for each step from a module down to one that imports nothing. A circle of imports never ends.
    max_post_process_passes = 15
