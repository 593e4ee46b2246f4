"""Places in a facility's tree: how deep a department may lie, and which segment of a path it gets."""

from collections.abc import Collection
from uuid import UUID

SEGMENT_LENGTH = 4
LEVEL_LENGTH = SEGMENT_LENGTH + 1
DEPTH_MAX = 8

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SEGMENTS = len(_DIGITS) ** SEGMENT_LENGTH


def depth_of(path: str) -> int:
    """Give the level of a department, from 1 for a root."""
    return len(path) // LEVEL_LENGTH


def free_segment(department_id: UUID, taken: Collection[str]) -> str:
    """Give the segment that the id falls on, or the next free one.

    Counting on from the last sibling would make all who add departments under one parent wait for each
    other; by the random part of the id two of them hardly ever meet.
    """
    first = department_id.int % _SEGMENTS
    numbers = (number % _SEGMENTS for number in range(first, first + len(taken) + 1))
    return next(segment for segment in map(_segment, numbers) if segment not in taken)


def _segment(number: int) -> str:
    digits = ""
    for _ in range(SEGMENT_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
