"""The reports of a test run in, tables out: semantics probes by section, misconceptions shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

PROBE = re.compile(r"test_semantics\.py::test_a_probe_answers_as_recorded\[(S\d+)-\d+\]")
MISCONCEPTION = re.compile(r"test_misconceptions\.py::test_the_story_shows\[(\d\d .*)\]")
OUTCOMES = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
"""A probe that is skipped, or known to fail, counts as one that does not pass."""


def probes_by_section(reports: Mapping[str, Iterable[object]]) -> list[str]:
    """One line per section, such as `S7    16 of 16`, and the sum; none if no probe ran."""
    passed = sections(reports.get("passed", ()))
    every = Counter[str]()
    for outcome in OUTCOMES:
        every += sections(reports.get(outcome, ()))
    if not every:
        return []
    lines = [
        f"{section:<5}{passed[section]:>4} of {every[section]:>3}"
        for section in sorted(every, key=lambda section: int(section[1:]))
    ]
    return [*lines, f"{'all':<5}{passed.total():>4} of {every.total():>3}"]


def misconceptions(reports: Mapping[str, Iterable[object]]) -> list[str]:
    """One line per misconception, such as `shown 01 .grad is added to`; none if none ran."""
    found = {}
    for outcome in OUTCOMES:
        for report in reports.get(outcome, ()):
            match = MISCONCEPTION.search(getattr(report, "nodeid", ""))
            if match:
                found[match[1]] = "shown" if outcome == "passed" else f"not shown ({outcome})"
    return [f"{found[name]:<10} {written(name)}" for name in sorted(found)]


def written(name: str) -> str:
    """A test's name as it was written: pytest escapes what is not ASCII."""
    return name.encode("ascii", "backslashreplace").decode("unicode_escape")


def sections(reports: Iterable[object]) -> Counter[str]:
    """How many of the reports belong to each section."""
    found = (PROBE.search(getattr(report, "nodeid", "")) for report in reports)
    return Counter(match[1] for match in found if match)
