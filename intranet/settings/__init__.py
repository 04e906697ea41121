"""One mode, chosen by ``PORTICO_MODE``: demo, development, test or production.

``base`` holds what every mode shares; the module of the mode changes as little as it can.
"""

from . import env

MODE = env.choice("PORTICO_MODE", "development", ("demo", "development", "test", "production"))

match MODE:
    case "demo":
        from .demo import *  # noqa: F403
    case "development":
        from .development import *  # noqa: F403
    case "test":
        from .test import *  # noqa: F403
    case "production":
        from .production import *  # noqa: F403
