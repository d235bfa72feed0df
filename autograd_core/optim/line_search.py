"""A line search: a function along a direction in, a step that meets Wolfe's conditions out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
ENOUGH, FLATTER, SMALLEST = 1e-4, 0.9, 1e-9
"""How much the loss must fall, how much the slope, and a width at which to stop."""


class Point(NamedTuple):
    """A place on the line: how far, the loss, its gradient there and its slope along the line."""

    at: Any
    loss: Any
    grad: Any
    slope: Any


def lowest(a: Point, b: Point, bounds: tuple[Any, Any] | None = None) -> Any:
    """Where the cubic through two points is lowest, within bounds."""
    low, high = bounds or (min(a.at, b.at), max(a.at, b.at))
    d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.at - b.at)
    square = d1**2 - a.slope * b.slope
    if not square >= 0:
        return (low + high) / 2.0
    d2 = math.sqrt(square)
    if a.at <= b.at:
        found = b.at - (b.at - a.at) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
    else:
        found = a.at - (a.at - b.at) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
    return min(max(found, low), high)


def strong_wolfe(
    evaluate: Callable[[Any], tuple[Any, Array]],
    rate: Any,
    direction: Array,
    start: tuple[Any, Array, Any],
    most: int,
) -> tuple[Any, Array, Any, int]:
    """Loss, gradient, step and number of evaluations; `start` is loss, gradient and slope at 0."""
    origin = Point(0, *start)

    def look(at: Any) -> Point:
        loss, grad = evaluate(at)
        return Point(at, loss, grad, grad.dot(direction))

    bracket, rounds = bracketed(look, origin, rate, most)
    evaluations = rounds + 1
    if len(bracket) == 2 and rounds < most:
        bracket, more = narrowed(look, origin, bracket, most - rounds, np.abs(direction).max())
        evaluations += more
    best = bracket[0] if bracket[0].loss <= bracket[-1].loss else bracket[-1]
    return best.loss, best.grad, best.at, evaluations


def bracketed(
    look: Callable[[Any], Point], origin: Point, rate: Any, most: int
) -> tuple[list[Point], int]:
    """Two points with a good step between them (or one that is good), and how many rounds."""
    before, point = origin, look(rate)
    rounds = 0
    while rounds < most:
        too_high = point.loss > origin.loss + ENOUGH * point.at * origin.slope
        if too_high or (rounds > 1 and point.loss >= before.loss):
            return [before, point], rounds
        if abs(point.slope) <= -FLATTER * origin.slope:
            return [point], rounds
        if point.slope >= 0:
            return [before, point], rounds
        bounds = (point.at + 0.01 * (point.at - before.at), point.at * 10)
        before, point = point, look(lowest(before, point, bounds))
        rounds += 1
    return [origin, point], rounds


def narrowed(
    look: Callable[[Any], Point], origin: Point, bracket: list[Point], most: int, size: Any
) -> tuple[list[Point], int]:
    """Zoom in on a good step."""
    stuck = False
    low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
    for rounds in range(most):
        ends = sorted(point.at for point in bracket)
        if (ends[1] - ends[0]) * size < SMALLEST:
            return bracket, rounds
        at, stuck = kept_inside(lowest(bracket[0], bracket[1]), ends, stuck)
        point = look(at)
        too_high = point.loss > origin.loss + ENOUGH * at * origin.slope
        if too_high or point.loss >= bracket[low].loss:
            bracket[high] = point
            low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
            continue
        done = abs(point.slope) <= -FLATTER * origin.slope
        if not done and point.slope * (bracket[high].at - bracket[low].at) >= 0:
            bracket[high] = bracket[low]
        bracket[low] = point
        if done:
            return [point], rounds + 1
    return bracket, most


def kept_inside(at: Any, ends: list[Any], stuck: bool) -> tuple[Any, bool]:
    """A step that does not stay at an end of the bracket twice."""
    low, high = ends
    margin = 0.1 * (high - low)
    if min(high - at, at - low) >= margin:
        return at, False
    if stuck or at >= high or at <= low:
        nearer_high = abs(at - high) < abs(at - low)
        return (high - margin if nearer_high else low + margin), False
    return at, True
