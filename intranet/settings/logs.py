"""What is written down of what happens, and how: for people, or for programs that read it."""

from __future__ import annotations

from . import env

__all__ = ["LOGGING", "LOG_REQUESTS"]

_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
_FORMAT = env.choice("LOG_FORMAT", "text", ("text", "json"))
# A line for each request: for programs that read the log; people have the proxy's.
LOG_REQUESTS = _FORMAT == "json"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "intranet.core.logs.Line"}, "json": {"()": "intranet.core.logs.Json"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": _FORMAT}},
    "root": {"handlers": ["console"], "level": _LEVEL},
    "loggers": {
        # The request line of a socket carries its query string, which may carry secrets.
        "uvicorn.error": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
