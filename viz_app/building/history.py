"""The texts that a person has made, one after the other; any of them can be gone back to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class History:
    """All texts so far, and which of them is the present one; undo and redo have no limit."""

    texts: tuple[str, ...] = ("",)
    place: int = 0

    @property
    def text(self) -> str:
        return self.texts[self.place]

    def changed(self, text: str) -> History:
        """One more text; what had been undone is forgotten. The same text changes nothing."""
        if text == self.text:
            return self
        return History((*self.texts[: self.place + 1], text), self.place + 1)

    def undone(self) -> History:
        return History(self.texts, max(0, self.place - 1))

    def redone(self) -> History:
        return History(self.texts, min(len(self.texts) - 1, self.place + 1))
