"""What an examination gathers, so that a person is told everything at once and not one thing at a time.

A row that the actor may not see is refused in the same words as a row that does not exist, and nothing that
would depend on it is judged any further.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Actor, Examined, Unchanged, forbidden
from errors import FacilityMismatch, NotFound, Problem, Refusal
from models import Assignment, Department, Equipment, Invitation, Position, Workplace
from models.validators import Accepted, Rejected
from models.validators import Problem as Verdict
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

T = TypeVar("T")
W = TypeVar("W")
F = TypeVar("F")
Placed = TypeVar("Placed", Assignment, Department, Equipment, Invitation, Position, Workplace)
"""A row that lies in a department of a facility, or is one."""

Validator = Callable[[T], Accepted[T] | Rejected]

_ACTIVE = "SELECT code, title FROM dictionary_value WHERE dictionary = $1 AND is_active ORDER BY ordinal"
_TITLE = "SELECT title FROM dictionary_value WHERE dictionary = $1 AND code = $2 AND is_active"


@dataclass(slots=True)
class Findings:
    """Problems, refusals, warnings, and the versions of the rows that were looked at."""

    tx: Transaction
    actor: Actor
    problems: list[Problem] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    _titles: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    @property
    def hinder(self) -> bool:
        """Tell whether anything stands in the way of the act."""
        return bool(self.problems or self.refusals)

    def examined(self, wish: W, text: str = "", found: F | None = None) -> Examined[W, F]:
        """Give what the examination came to."""
        return Examined(
            wish,
            text,
            None if self.hinder else found,
            tuple(self.problems),
            tuple(self.refusals),
            tuple(self.warnings),
            dict(self.versions),
        )

    def problem(
        self, at: str, rule: str, message: str, message_en: str, params: tuple[str, ...] = ()
    ) -> None:
        """Note that a field of the input breaks a rule; the path begins below `$.input`."""
        self.problems.append(Problem(f"$.input.{at}" if at else "$.input", rule, message, message_en, params))

    def warn(self, at: str, rule: str, message: str, message_en: str) -> None:
        """Note what the signer should know and may nevertheless want."""
        self.warnings.append(Problem(f"$.input.{at}", rule, message, message_en))

    def checked(self, at: str, verdict: Accepted[T] | Rejected, otherwise: T) -> T:
        """Give a value in its normal form; or note its problems, and give the other one."""
        if isinstance(verdict, Rejected):
            self.problems += (_placed(at, problem) for problem in verdict.problems)
            return otherwise
        self.warnings += (_placed(at, problem) for problem in verdict.warnings)
        return verdict.value

    def optional(self, at: str, value: T | None, validator: Validator[T]) -> T | None:
        """Check a value if there is one."""
        return None if value is None else self.checked(at, validator(value), value)

    def altered(
        self, at: str, value: str | Unchanged | None, validator: Validator[str]
    ) -> str | Unchanged | None:
        """Check a text if a new one is given."""
        return value if value is UNCHANGED else self.optional(at, value, validator)

    async def title(self, at: str, dictionary: str, code: str) -> str:
        """Give the title of an active code of a dictionary (V-DICT)."""
        if (dictionary, code) in self._titles:
            return self._titles[dictionary, code]
        found = await self.tx.execute_query_dict(_TITLE, [dictionary, code])
        if found:
            self._titles[dictionary, code] = str(found[0]["title"])
            return self._titles[dictionary, code]
        allowed = await self.tx.execute_query_dict(_ACTIVE, [dictionary])
        self.problem(
            at,
            "inclusion",
            "такого чинного коду в довіднику немає",
            "the dictionary has no such active code",
            tuple(row["code"] for row in allowed),
        )
        return code

    async def row(
        self, at: str, model: type[Placed], row_id: UUID, see: Permission, do: Permission
    ) -> Placed | None:
        """Give a row that the actor may see and act upon, or note why not."""
        row = await model.get_or_none(id=row_id, using_db=self.tx)
        if row is None or not self._may(see, row):
            self.refusals.append(not_found(at))
        elif not self._may(do, row):
            self.refusals.append(forbidden(do, path=f"$.input.{at}"))
        elif self.is_foreign(row.facility_id, do):
            self.refusals.append(foreign(at))
        else:
            self.saw(model.__name__, row_id, row.version)
            return row
        return None

    def saw(self, entity: str, row_id: UUID, version: int) -> None:
        """Note the version of a row on which the judgement rests."""
        self.versions[f"{entity}:{row_id}"] = version

    def is_foreign(self, facility_id: UUID | None, do: Permission) -> bool:
        """Tell whether a row is outside the payload's facility, unless the right is one for everywhere."""
        return facility_id != self.actor.facility_id and not self.actor.access.held[do].anywhere

    def _may(
        self,
        permission: Permission,
        row: Assignment | Department | Equipment | Invitation | Position | Workplace,
    ) -> bool:
        return may(self.actor.access, permission, Whereabouts(row.facility_id, row.path))


def not_found(at: str) -> NotFound:
    """Say that there is nothing; also of what is there and hidden."""
    return NotFound(
        "такого запису немає, або вам його не видно",
        "there is no such record, or you may not see it",
        evidence={"path": f"$.input.{at}"},
    )


def foreign(at: str) -> FacilityMismatch:
    """Say that a row is of another facility than the payload names."""
    return FacilityMismatch(
        "цей запис належить іншому закладу, ніж названо в підписаному",
        "this record is of another facility than the payload names",
        evidence={"path": f"$.input.{at}"},
    )


def _placed(at: str, problem: Verdict) -> Problem:
    part = problem.field or ""
    joint = "." if part and not part.startswith("[") else ""
    return Problem(f"$.input.{at}{joint}{part}", problem.rule, problem.message, problem.message_en)
