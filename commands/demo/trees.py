"""Reads the outlines of departments and chooses a tree of the wanted size."""

from dataclasses import dataclass, replace
from functools import cache
from random import Random

from commands.demo.outlines import OUTLINES


@dataclass(frozen=True, slots=True)
class Line:
    """A department as the outline says it; `above` counts the lines from the top, None for the root."""

    name: str
    type_code: str
    crew: str
    required: bool
    depth: int
    above: int | None


def draw_outline(rng: Random, outline: str, size: int) -> tuple[Line, ...]:
    """Choose `size` departments of an outline, a tree with every required one, parents first.

    The outline must have as many lines, and no more required ones.
    """
    lines = lines_of(outline)
    chosen = {at for at, line in enumerate(lines) if line.required}
    others = [at for at in range(len(lines)) if at not in chosen]
    rng.shuffle(others)
    for at in others:
        missing = _with_ancestors(lines, at) - chosen
        if len(chosen) + len(missing) <= size:
            chosen |= missing
    return _renumbered(lines, sorted(chosen))


@cache
def lines_of(outline: str) -> tuple[Line, ...]:
    """Read an outline."""
    lines: list[Line] = []
    trunk: list[int] = []  # the line last seen at each depth
    for at, text in enumerate(OUTLINES[outline].strip().split("\n")):
        depth = (len(text) - len(text.lstrip())) // 2
        name, type_code, *crew = (part.strip() for part in text.strip().lstrip("!").split("|"))
        above = trunk[depth - 1] if depth else None
        required = text.lstrip().startswith("!")
        lines.append(Line(name, type_code, crew[0] if crew else type_code, required, depth, above))
        trunk[depth:] = [at]
    return tuple(lines)


def _with_ancestors(lines: tuple[Line, ...], at: int) -> set[int]:
    chain = set()
    here: int | None = at
    while here is not None:
        chain.add(here)
        here = lines[here].above
    return chain


def _renumbered(lines: tuple[Line, ...], chosen: list[int]) -> tuple[Line, ...]:
    places = {at: place for place, at in enumerate(chosen)}
    picked = (lines[at] for at in chosen)
    return tuple(line if line.above is None else replace(line, above=places[line.above]) for line in picked)
