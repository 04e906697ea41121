"""Static files under names that carry their content, so that a browser keeps them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the ``import`` lines of our ES modules, which Django leaves alone unless told."""

    support_js_module_import_aggregation = True
