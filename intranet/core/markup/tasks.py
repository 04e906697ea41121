"""Task lists: ``- [ ] to do`` and ``- [x] done``, as boxes that show and do not act."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\][ \t]+")
_BEGINS_AN_ITEM = ["list_item_open", "paragraph_open", "inline"]


def install(parser: MarkdownIt) -> None:
    parser.core.ruler.after("inline", "tasks", find_tasks)


def find_tasks(state: StateCore) -> None:
    lists: list[Token] = []
    for place, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif lists and [near.type for near in state.tokens[max(place - 2, 0) : place + 1]] == _BEGINS_AN_ITEM:
            words = token.children[0] if token.children else None
            if words is not None and words.type == "text" and (box := _BOX.match(words.content)):
                words.content = words.content[box.end() :]
                task = Token("task", "input", 0, meta={"done": box[1] != " "})
                token.children = [task, *(token.children or ()), Token("task_end", "label", 0)]
                state.tokens[place - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def render_task(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    done = " checked" if tokens[place].meta["done"] else ""
    return f'<label><input class="task-list-item-checkbox" type="checkbox" disabled{done}> '


def render_task_end(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    return "</label>"
