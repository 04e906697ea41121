"""What rendering costs: a comment, a post, a page of 15 KB with everything in it, and the worst texts we know, 100 KB
of each. Milliseconds of CPU in this process, the best of some rounds."""

from __future__ import annotations

import os
import time

from . import results

PAGE = """## Release {n}

We updated **214 terminals** between 5:10 and 6:40, see https://example.com/log/{n} and @ada's note about #firmware.
Two needed a cable[^{n}]. *Nobody* noticed :tada:, which ~~was not~~ was the plan.

- [x] row one
- [ ] row two, by @ben

| aisle | terminals | done |
|:--|--:|:-:|
| A{n} | 12 | yes |
| B{n} | 9 | no |

```python
def roll_out(aisle: str) -> int:
    return sum(1 for terminal in terminals if terminal.aisle == aisle)
```

[^{n}]: Behind the lift.

"""
TEXTS = {
    "comment": "Thanks @ada, that helps :smile:",
    "post": PAGE.format(n=1),
    "page of 15 KB": "".join(PAGE.format(n=number) for number in range(32)),
}
WORST = {
    "brackets": "[" * 100_000,
    "emphasis": "**_*_" * 20_000,
    "schemes": "http://" * 14_000,
    "tags": " #a" * 33_000,
    "tasks": "- [ ] a\n" * 12_500,
    "lines": "a\n" * 50_000,
    "table": "|" * 1000 + "\n" + "|-" * 1000 + "|\n" + "x\n" * 48_000,
}


def run() -> None:
    os.environ.setdefault("PORTICO_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings")
    import django

    django.setup()
    print("\nMarkdown, CPU for one rendering")
    usual, worst = {}, {}
    milliseconds("# warm :smile:\n```python\nx\n```", rounds=1)
    for name, text in TEXTS.items():
        usual[name] = milliseconds(text, rounds=20)
        print(f"  {name:16}{usual[name]:9.2f} ms")
    for name, text in WORST.items():
        worst[name] = milliseconds(text, rounds=2)
        print(f"  worst: {name:9}{worst[name]:9.2f} ms")
    results.keep({"markup.post": usual["post"], "markup.worst": max(worst.values())})


def milliseconds(text: str, *, rounds: int) -> float:
    from intranet.core.markup import Person, render

    def everybody(handles: set[str]) -> dict[str, Person]:
        return {handle: Person(7, handle, "Ada Bianchi") for handle in handles}

    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        render(text, people=everybody)
        best = min(best, time.process_time() - start)
    return best * 1000


if __name__ == "__main__":
    run()
