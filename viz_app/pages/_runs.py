"""Executions and a seed in; the run, and the story of it as JSON, out: each is made once."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from viz_app import pipeline
from viz_app.player.message import Execution

KEPT: Final = 16


@lru_cache(maxsize=KEPT)
def run(executions: tuple[Execution, ...], seed: int) -> pipeline.Run:
    """A run is a pure function of what was executed and of the seed, so it need not run twice."""
    return pipeline.run(executions, seed=seed)


@lru_cache(maxsize=KEPT)
def story(executions: tuple[Execution, ...], seed: int, language: str) -> str:
    """What the player plays, as JSON; another language tells the same run."""
    told = pipeline.story(run(executions, seed).trace, language=language)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
