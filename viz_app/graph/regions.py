"""Grad-mode events in; the boxes around what ran while recording was off (or on again) out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from viz_app.graph.source import SiteKey, Sources


@dataclass(slots=True)
class Region:
    """A box around the cards that one stay in a mode made; `depth` counts the boxes around it."""

    id: str
    label: str
    grad: bool
    parent: str | None
    depth: int
    scene: str = ""
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Stay:
    """From entering a mode to leaving it; without `changes` it is not worth a box."""

    key: SiteKey
    label: str
    grad: bool
    changes: bool
    position: int
    region: str | None = None


class Regions:
    """The stays that are open now. A box belongs to one stay, so boxes never depend on each other
    in a circle; a stay that fills only cards that are there already makes no box of its own."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.all: dict[str, Region] = {}
        self.open: list[Stay] = []
        self.grad = True
        self.touched: dict[int, set[str]] = {}

    def mode(self, event: dict[str, Any], position: int, touched: dict[int, set[str]]) -> None:
        """A mode is entered or left."""
        if event["enter"]:
            changes = event["grad"] != self.grad or event["inference"]
            label = event["name"]
            if label == "set_grad_enabled":
                label = f"set_grad_enabled({event['grad']})"
            key = (self.sources.key(event["at"]), event["name"])
            touched[position] = set()
            self.touched = touched
            self.open.append(Stay(key, label, event["grad"], changes, position))
        elif self.open:
            self.open.pop()
        self.grad = event["grad"]

    def key(self) -> tuple[SiteKey, ...]:
        """What tells a card made inside from the card of the same text made outside."""
        return tuple(stay.key for stay in self.open if stay.changes)

    def inside(self) -> str | None:
        """The innermost box that is open now, made if need be."""
        parent: Region | None = None
        for stay in self.open:
            if not stay.changes:
                continue
            if stay.region is None:
                stay.region = f"r{len(self.all) + 1}"
                depth = 0 if parent is None else parent.depth + 1
                above = None if parent is None else parent.id
                self.all[stay.region] = Region(stay.region, stay.label, stay.grad, above, depth)
            parent = self.all[stay.region]
        return None if parent is None else parent.id

    def touch(self, region: str | None) -> None:
        """Something ran in a box: it belongs to every stay that is open."""
        while region is not None:
            for stay in self.open:
                self.touched[stay.position].add(region)
            region = self.all[region].parent
