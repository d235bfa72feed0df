"""A number in, a random program out: always the same one for the same number.

The language's constructs are templates with holes; what comes out is meant to fail often: the words
of the errors are compared, too.
"""

from __future__ import annotations

import re
import warnings
from random import Random

from tests.viz_app.language.random_templates import (
    CALLS,
    CALLS_OF_TWO,
    COMPARISONS,
    COMPOUND,
    CONSTANTS,
    EXPRESSIONS,
    FORMATS,
    METHODS,
    NAMES,
    OPERATORS,
    PERCENTS,
    REFINING,
    SIMPLE,
    SPECIAL,
    SPECS,
    TARGETS,
    TEXTS,
)

START = """\
a, b, c = 1, [1, 2], 'x'
k = {'x': 2}
f = lambda *a, **k: (*a, *k.values())
class C:
    x = 4
    def __init__(self, *a): self.a = a
    def m(self, *k): return self.a, k"""
CAUGHT = "try:\n{}\nexcept Exception as e:\n    print(type(e).__name__, e)"
HOLE = re.compile(r"\$(\w)")
CHOICES: dict[str, tuple[str, ...] | list[str]] = {
    "n": NAMES,
    "o": OPERATORS,
    "c": COMPARISONS,
    "r": REFINING,
    "g": CALLS,
    "h": CALLS_OF_TWO,
    "m": METHODS,
    "f": FORMATS,
    "p": PERCENTS,
    "q": SPECS,
    "s": TEXTS,
    "d": SPECIAL,
    "t": TARGETS,
}


def program(number: int) -> str:
    """The program of a number; it is valid Python."""
    random = Random(number)
    lines = [top_statement(random) for _ in range(random.randint(1, 4))]
    return "\n".join([START, *lines, "print(a, b, c)"])


def top_statement(random: Random) -> str:
    """A statement that Python's compiler accepts; most of them go on after an exception."""
    while True:
        text = statement(random, 2)
        if random.random() < 0.8:
            text = CAUGHT.replace("{}", indented(text, "    "))
        if compiles(text):
            return text


def compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<program>", "exec")
    except SyntaxError:
        return False
    return True


def statement(random: Random, depth: int) -> str:
    """One statement; blocks in it are at most `depth` deep."""
    if depth and random.random() < 0.5:
        return filled(random, random.choice(COMPOUND), depth - 1)
    return filled(random, random.choice(SIMPLE), 0)


def filled(random: Random, template: str, depth: int) -> str:
    """A template of a statement with all of its holes filled."""
    lines = []
    for line in template.split("\n"):
        before, hole, _ = line.partition("$b")
        if not hole:
            lines.append(expanded(random, line, 3))
        elif before.strip():
            lines.append(expanded(random, before, 3) + filled(random, random.choice(SIMPLE), 0))
        else:
            count = random.choice((1, 1, 2, 3))
            lines += [indented(statement(random, depth), before) for _ in range(count)]
    return "\n".join(lines)


def indented(text: str, before: str) -> str:
    return "\n".join(before + line for line in text.split("\n"))


def expanded(random: Random, template: str, depth: int) -> str:
    def fill(hole: re.Match[str]) -> str:
        if hole[1] == "e":
            return expression(random, depth)
        return expanded(random, random.choice(CHOICES[hole[1]]), depth)

    return HOLE.sub(fill, template)


def expression(random: Random, depth: int) -> str:
    """An expression of at most `depth` more levels; mostly a small one."""
    if not depth or random.random() < 0.35:
        return random.choice(NAMES if random.random() < 0.5 else CONSTANTS)
    return expanded(random, random.choice(EXPRESSIONS), depth - 1)
