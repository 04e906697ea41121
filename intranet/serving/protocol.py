"""The names of what an ASGI server hands over."""

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
