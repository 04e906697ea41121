"""``me/chat-words``: the words one waits for. How much one hears of a room stands with the room."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from chat import actions
from chat.actions.words import LONGEST
from chat.models import ChatWord
from intranet.core.http import SignedIn

router = Router(tags=["notifications"])


class WordIn(Schema):
    text: str = Field(max_length=LONGEST, description="A word, or several that follow each other.")


class WordOut(Schema):
    id: int
    text: str


@router.get("/me/chat-words", response=list[WordOut], summary="The words I want to be told of in rooms")
def chat_words(request: SignedIn) -> Any:
    return ChatWord.objects.filter(person=request.user)


@router.post("/me/chat-words", response={201: WordOut}, summary="Be told of a word")
def add_chat_word(request: SignedIn, new: WordIn) -> Any:
    """One that is there already is found again: so twice is once."""
    return Status(201, actions.add_word(by=request.user, text=new.text))


@router.delete("/me/chat-words/{int:word_id}", response={204: None}, summary="No longer be told of a word")
def drop_chat_word(request: SignedIn, word_id: int) -> Any:
    actions.drop_word(get_object_or_404(ChatWord, pk=word_id, person=request.user), by=request.user)
    return Status(204, None)
