"""The words of a text without its marks, for the index, for excerpts and for mail."""

from __future__ import annotations

import re

from markdown_it.token import Token

from .references import words_of as words_of_reference


def words_of(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "inline":
                parts.append("".join(_words(child) for child in token.children or ()))
            case "fence" | "code_block":
                parts.append(token.content + "\n")
            case "list_item_open":
                parts.append("• " if token.info == "" else f"{token.info}. ")
            case "td_close" | "th_close":
                parts.append("\t")
            case "paragraph_close" | "heading_close":
                parts.append("\n" if token.hidden else "\n\n")
            case "bullet_list_close" | "ordered_list_close" if token.level == 0:
                # The last item ended with its line; what comes now is another paragraph.
                parts.append("\n")
            case "tr_close" | "table_close":
                parts.append("\n")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(parts))).strip()


def _words(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "tag" | "image":
            words = token.content
        case "softbreak" | "hardbreak":
            words = "\n"
        case "mention":
            meant = token.meta.get("person") or token.meta.get("team")
            words = f"@{meant.name}" if meant else token.content
        case "link_host":
            words = f" ({token.content})"
        case "reference":
            words = words_of_reference(token)
        case "task":
            words = "☑ " if token.meta["done"] else "☐ "
        case _:
            words = ""
    return words
