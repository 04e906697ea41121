"""The tables of who gets what answer at the addresses of each part (``url_table``)."""

from __future__ import annotations

from types import ModuleType

from . import (
    broadcast_tables,
    chat_tables,
    forum_tables,
    ideas_tables,
    table_of_accounts,
    table_of_coming_and_going,
    table_of_crm,
    table_of_entry_life,
    table_of_growing,
    table_of_insights,
    table_of_notifications,
    table_of_outside,
    table_of_programs,
    table_of_queue,
    table_of_search,
    table_of_setting_up,
    table_of_spaces,
    table_of_webhooks,
    wiki_tables,
)

PARTS: tuple[ModuleType, ...] = (
    broadcast_tables,
    chat_tables,
    forum_tables,
    ideas_tables,
    wiki_tables,
    table_of_accounts,
    table_of_programs,
    table_of_spaces,
    table_of_coming_and_going,
    table_of_crm,
    table_of_entry_life,
    table_of_growing,
    table_of_notifications,
    table_of_outside,
    table_of_search,
    table_of_insights,
    table_of_queue,
    table_of_webhooks,
    table_of_setting_up,
)
