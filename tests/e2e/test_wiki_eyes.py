"""The editor of pages once it is open, with all a page can hold in it: nobody is shut out of it, and it fits. (The walk
over every page looks at a page as it comes, before scripts have opened anything.)"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import PHONE, WIDE
from .every_page.test_every_page import SIDEWAYS, problems_on
from .wiki_pages import edit, is_saved, text

BODY = """# Forno

Si **accende** *presto*, [qui](https://example.com/) e in [[Un'altra pagina]] lo si dice. `180 gradi`

> [!WARNING]
> Scotta.

- [ ] Pesare la farina
- [x] Accendere

1. Uno
2. Due

| Pane | Ore |
| --- | --- |
| Bianco | 3 |

```
impasta()
```

> Chi va piano.

"""
DESK = {"viewport": WIDE, "color_scheme": "light"}
IN_HAND = {"viewport": PHONE, "color_scheme": "dark"}


@pytest.mark.parametrize("how", [DESK, IN_HAND], ids=["desk", "phone"])
def test_the_open_editor_shuts_nobody_out_and_fits(visit, hand, how):
    where = hand("wiki_page", members=["ada", "ben"], title="Forno acceso", body=BODY)
    ben = edit(visit, "ben", where)
    ada = edit(visit, "ada", where, **how)
    text(ben).press("Control+End")
    ben.keyboard.type("Ben scrive.")
    expect(ada.locator(".remote-caret")).to_be_attached()
    is_saved(ada)
    assert problems_on(ada) == []
    assert ada.evaluate(SIDEWAYS, "larger") <= 0
    assert ada.evaluate(SIDEWAYS, "") <= 0
