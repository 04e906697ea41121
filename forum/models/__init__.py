"""What the forum keeps: categories, topics with their answers, and what the staff note beside them."""

from .categories import Category
from .topics import Answer, Note, Topic, TopicQuerySet

__all__ = ["Answer", "Category", "Note", "Topic", "TopicQuerySet"]
