"""A trace in; the story that the player plays out: pictures, words and numbers, all made here."""

from __future__ import annotations

from viz_app.story.book import Book, Story
from viz_app.story.ledger import state_at

__all__ = ["Book", "Story", "state_at"]
