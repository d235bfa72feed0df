"""Selection among equals: a row in, the places that PyTorch's selection finds for its ranks out.

Which of several equal elements is the k-th, or among the k largest, is not defined; PyTorch's
answer is that of its quickselect (kthvalue) and of libstdc++'s nth_element, partial_sort and sort
(median, topk). Here the same comparisons are made in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Less = Callable[[int, int], bool]
Places = list[int]
"""Positions in a row, in the order that they have so far."""
SHORT = 16
"""Up to so many are sorted by insertion alone."""


def rising(row: Sequence[float]) -> Less:
    """Whether one place comes before another, from small to large; nan is the largest."""

    def less(one: int, other: int) -> bool:
        left, right = row[one], row[other]
        return left < right or (left == left and right != right)

    return less


def falling(row: Sequence[float]) -> Less:
    """The same from large to small; nan comes first."""

    def less(one: int, other: int) -> bool:
        left, right = row[one], row[other]
        return left > right or (left != left and right == right)

    return less


def order(array: Any, dim: int, descending: bool) -> Any:
    """The positions that sort a bare array, ties in their order; nan counts as the largest."""
    if not descending:
        return np.argsort(array, axis=dim, kind="stable")
    turned = np.flip(array, dim)
    size = array.shape[dim]
    return np.flip(size - 1 - np.argsort(turned, axis=dim, kind="stable"), dim)


def most_frequent(row: Any) -> int:
    """Where the most frequent element is: the smallest of several, its last place."""
    values, counts = np.unique(row, return_counts=True)
    return int(np.flatnonzero(row == values[np.argmax(counts)])[-1])


ORDERS = (rising, falling)
"""How to compare places: from small to large, from large to small."""


def has_equals(ordered: Any, dim: int) -> bool:
    """Whether there are equal elements (or nans) next to each other in a sorted array."""
    rows = np.moveaxis(ordered, dim, -1)
    first, second = rows[..., :-1], rows[..., 1:]
    return bool(np.any((first == second) | ((first != first) & (second != second))))


def among_equals(array: Any, dim: int, choose: Callable[[Any], list[int]]) -> Any:
    """The places that a selection finds in every row."""
    rows = np.moveaxis(array, dim, -1)
    flat = rows.reshape(-1, rows.shape[-1]).tolist()
    found = np.array([choose(row) for row in flat], np.int64)
    return np.ascontiguousarray(np.moveaxis(found.reshape(*rows.shape[:-1], -1), -1, dim))


def largest(row: Sequence[float], count: int, order: Callable[[Sequence[float]], Less]) -> Places:
    """The first `count` places in an order of places (torch.topk)."""
    before = order(row)
    places = list(range(len(row)))
    if count == 0:
        return []
    if count * 64 <= len(row):
        partial_sort(places, count, before)
    else:
        nth_element(places, count - 1, before)
        places[: count - 1] = sort(places[: count - 1], before)
    return places[:count]


def nth_element(places: Places, nth: int, less: Less) -> None:
    """Put the place of rank `nth` where it belongs (std::nth_element)."""
    first, last = 0, len(places)
    while last - first > 3:
        cut = partition_around_pivot(places, first, last, less)
        if cut <= nth:
            first = cut
        else:
            last = cut
    insertion_sort(places, first, last, less)


def partition_around_pivot(places: Places, first: int, last: int, less: Less) -> int:
    """Split around the median of three; where the second part begins."""
    one, two, three = first + 1, first + (last - first) // 2, last - 1
    median = median_of_three(places, (one, two, three), less)
    places[first], places[median] = places[median], places[first]
    pivot, low, high = places[first], first + 1, last
    while True:
        while less(places[low], pivot):
            low += 1
        high -= 1
        while less(pivot, places[high]):
            high -= 1
        if low >= high:
            return low
        places[low], places[high] = places[high], places[low]
        low += 1


def median_of_three(places: Places, among: tuple[int, int, int], less: Less) -> int:
    one, two, three = among
    a, b, c = (places[each] for each in among)
    if less(a, b):
        return two if less(b, c) else three if less(a, c) else one
    return one if less(a, c) else three if less(b, c) else two


def insertion_sort(places: Places, first: int, last: int, less: Less) -> None:
    for index in range(first + 1, last):
        place, hole = places[index], index
        while hole > first and less(place, places[hole - 1]):
            places[hole] = places[hole - 1]
            hole -= 1
        places[hole] = place


def sort(places: Places, less: Less) -> Places:
    """Sorted (std::sort): split until the parts are short, then by insertion."""
    result = list(places)
    parts = [(0, len(result))]
    while parts:
        first, last = parts.pop()
        while last - first > SHORT:
            cut = partition_around_pivot(result, first, last, less)
            parts.append((cut, last))
            last = cut
    insertion_sort(result, 0, len(result), less)
    return result


def partial_sort(places: Places, count: int, less: Less) -> None:
    """Put the first `count` in order at the front (std::partial_sort): a heap of so many."""
    for parent in range((count - 2) // 2, -1, -1):
        sift(places, parent, count, places[parent], less)
    for index in range(count, len(places)):
        if less(places[index], places[0]):
            place, places[index] = places[index], places[0]
            sift(places, 0, count, place, less)
    for end in range(count - 1, 0, -1):
        place, places[end] = places[end], places[0]
        sift(places, 0, end, place, less)


def sift(heap: Places, top: int, size: int, place: int, less: Less) -> None:
    """Put `place` into the heap whose top is free."""
    hole = child = top
    while child < (size - 1) // 2:
        child = 2 * (child + 1)
        if less(heap[child], heap[child - 1]):
            child -= 1
        heap[hole] = heap[child]
        hole = child
    if size % 2 == 0 and child == (size - 2) // 2:
        child = 2 * (child + 1)
        heap[hole] = heap[child - 1]
        hole = child - 1
    parent = (hole - 1) // 2
    while hole > top and less(heap[parent], place):
        heap[hole] = heap[parent]
        hole, parent = parent, (parent - 1) // 2
    heap[hole] = place


def quick_select(row: Sequence[float], k: int) -> int:
    """The place of rank `k` as PyTorch's own quickselect finds it (torch.kthvalue)."""
    places = list(range(len(row)))
    before = falling(row)  # here: whether the first is greater
    left, right = 0, len(places) - 1

    def swap(one: int, other: int) -> None:
        places[one], places[other] = places[other], places[one]

    def swap_if_greater(one: int, other: int) -> None:
        if before(places[one], places[other]):
            swap(one, other)

    while right > left:
        if right == left + 1:
            swap_if_greater(left, right)
            break
        swap(left + (right - left) // 2, left + 1)
        swap_if_greater(left + 1, right)
        swap_if_greater(left, right)
        swap_if_greater(left + 1, left)
        low, high, pivot = left + 1, right, places[left]
        while True:
            low += 1
            while before(pivot, places[low]):
                low += 1
            high -= 1
            while before(places[high], pivot):
                high -= 1
            if high < low:
                break
            swap(low, high)
        swap(left, high)
        if high <= k:
            left = low
        if high >= k:
            right = high - 1
    return places[k]
