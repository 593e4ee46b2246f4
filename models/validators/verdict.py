"""What a validator answers: a normalised value, or every problem with what was written."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that is not kept, in both languages; `field` names the part of a compound value."""

    rule: str
    message: str
    message_en: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted(Generic[T]):
    """A value in its normal form; the warnings do not stand in its way."""

    value: T
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """All the problems with a value."""

    problems: tuple[Problem, ...]


def unless(
    kept: object, rule: str, message: str, message_en: str, field: str | None = None
) -> Problem | None:
    """Give the problem unless the rule is kept."""
    return None if kept else Problem(rule, message, message_en, field)


def judged(
    value: T, *problems: Problem | None, warnings: tuple[Problem | None, ...] = ()
) -> Accepted[T] | Rejected:
    """Accept the value if there is no problem."""
    found = tuple(problem for problem in problems if problem)
    return Rejected(found) if found else Accepted(value, tuple(warning for warning in warnings if warning))
