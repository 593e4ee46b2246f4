"""An act: what a person may do to the registry, from the typed wish to the rows that changed.

An act is declared as one value in the file of its entity; `commands/acts.py` lists them all. It judges and
writes; who signed, what is recorded and what is answered are decided above it. Whoever prepares calls
`examine`, which only reads. Whoever performs calls `authorise` and then `apply` in one transaction of READ
COMMITTED isolation: `authorise` takes the locks first, so that what it finds still holds when `apply` writes.

The wish that comes back from `examine` is complete: defaults are filled in and texts are in normal form. It
is what a person signs, and examining it again gives it unchanged.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.means import Means
from commands.premises import Hold, Premises, premises_of
from errors import Forbidden, Problem, Refusal, Refused, Unprocessable, VersionConflict
from models import SessionKind
from permissions.access import Access
from permissions.holdings import KYIV
from permissions.permission import Permission
from signing.person import Signer

W = TypeVar("W")
F = TypeVar("F")


class Unchanged(Enum):
    """What stands in a wish for a field that stays as it is; null empties a field."""

    UNCHANGED = "UNCHANGED"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field of a wish is asked for: by a Ukrainian title and, for an id, of which entity it is.

    The signer reads the title; `more` is for whoever fills the field in.
    """

    title: str
    entity: str | None = None
    more: str | None = None

    @property
    def description(self) -> str:
        """What the schema says of the field."""
        return f"{self.title}; {self.more}" if self.more else self.title


@dataclass(frozen=True, slots=True)
class Subject:
    """An applicant, no person of the registry yet: known by the key of the number in the certificate."""

    id: UUID
    subject_key: bytes


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever performs an act: the access as this transaction sees it, in the facility of the payload.

    An applicant has neither a person nor a facility. `signer` is what the certificate says, `payload_sha256`
    the digest of what was signed; both are there only when the act is performed: whoever prepares has signed
    nothing yet.
    """

    person_id: UUID | None
    access: Access
    facility_id: UUID | None
    now: datetime
    means: Means
    session_id: bytes | None = None
    subject: Subject | None = None
    signer: Signer | None = None
    payload_sha256: bytes | None = None

    @property
    def today(self) -> date:
        """The day in Kyiv."""
        return self.now.astimezone(KYIV).date()

    @property
    def person(self) -> UUID:
        """The person, in acts that are not open to applicants."""
        assert self.person_id is not None, "only acts open to applicants have no person"
        return self.person_id

    @property
    def facility(self) -> UUID:
        """The facility, in acts that are not open to applicants."""
        assert self.facility_id is not None, "only acts open to applicants have no facility"
        return self.facility_id


class ChangeKind(StrEnum):
    """What an act did to an entity."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    MOVED = "MOVED"
    CLOSED = "CLOSED"
    ENDED = "ENDED"
    RETIRED = "RETIRED"


@dataclass(frozen=True, slots=True)
class Change:
    """An entity, by its GraphQL type, in the version that the act left it in."""

    entity: str
    id: UUID
    version: int
    act: ChangeKind


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: the entities that its payload shows, by field, and all that it changed.

    A field that shows a list has several ids. `told` is what is said once, to whoever performs the act, and
    kept nowhere: a repeated answer has null instead.
    """

    result: Mapping[str, UUID | Sequence[UUID]]
    changes: tuple[Change, ...]
    told: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def one(self, name: str) -> UUID:
        """Give the id of what a field shows that is not a list."""
        found = self.result[name]
        assert isinstance(found, UUID), f"{name} shows several"
        return found


@dataclass(frozen=True, slots=True)
class Examined(Generic[W, F]):
    """What an act came to: the complete wish, what it means, and everything that stands in its way.

    `versions` are those of the rows on which the judgement rests, by `Type:uuid`; `found` is what the act
    needs to write, and is there when nothing stands in its way.
    """

    wish: W
    text: str = ""
    found: F | None = None
    problems: tuple[Problem, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Problem, ...] = ()
    versions: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def refuse(self, stale: tuple[Refusal, ...] = ()) -> None:
        """Raise Refused with everything that stands in the way, if anything does."""
        unprocessable = (Unprocessable(self.problems),) if self.problems else ()
        if refusals := (*self.refusals, *unprocessable, *stale):
            raise Refused(refusals)


Judge = Callable[[Transaction, Actor, W, Premises], Awaitable[Examined[W, F]]]
Write = Callable[[Transaction, Actor, W, F], Awaitable[Outcome]]
Lock = Callable[[Transaction, W], Awaitable[None]]


BATCH_MAX = 100
"""How many things an act does under one signature: a list that a person can still look through."""

FULL_ALONE = frozenset({SessionKind.FULL})
FULL_AND_APPLICANT = frozenset({SessionKind.FULL, SessionKind.APPLICANT})


async def _nothing_more(_tx: Transaction, _wish: object) -> None:
    """Lock nothing beside the facility."""


@dataclass(frozen=True, slots=True)
class Act(Generic[W, F]):
    """One thing that a person may do, by the name of its mutation.

    `shows` names the payload's fields and the GraphQL types that they show, a list as `[Employee]`; `tells`
    names those that are told once, with what they are. `hold` says how the facility's row is held meanwhile,
    and `lock` locks what else the judgement rests on. `opens` says whose sessions may perform it. A batch
    does many things at once, so more bytes may be signed for it.
    """

    name: str
    title: str
    wish: type[W]
    permission: Permission
    shows: Mapping[str, str]
    judge: Judge[W, F]
    write: Write[W, F]
    hold: Hold = Hold.SHARED
    lock: Lock[W] = _nothing_more
    tells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    opens: frozenset[SessionKind] = FULL_ALONE
    is_batch: bool = False

    async def examine(self, tx: Transaction, actor: Actor, wish: W) -> Examined[W, F]:
        """Judge a wish without changing or locking anything; raises Refused where nothing may be told."""
        self._require_permission(actor)
        return await self._judged(tx, actor, wish, await premises_of(tx, actor.facility_id, Hold.NOT))

    async def authorise(
        self, tx: Transaction, actor: Actor, wish: W, expected_versions: Mapping[str, int] | None = None
    ) -> Examined[W, F]:
        """Lock, then judge; raises Refused with everything that stands in the way."""
        self._require_permission(actor)
        premises = await premises_of(tx, actor.facility_id, self.hold)
        await self.lock(tx, wish)
        examined = await self._judged(tx, actor, wish, premises)
        examined.refuse(version_conflicts(examined.versions, expected_versions or {}))
        return examined

    async def apply(self, tx: Transaction, actor: Actor, examined: Examined[W, F]) -> Outcome:
        """Write what was authorised in this transaction; raises Refused if somebody was faster."""
        assert examined.found is not None, "only what was authorised is applied"
        return await self.write(tx, actor, examined.wish, examined.found)

    async def _judged(self, tx: Transaction, actor: Actor, wish: W, premises: Premises) -> Examined[W, F]:
        anywhere = actor.access.held[self.permission].anywhere
        examined = await self.judge(tx, actor, wish, premises)
        closed = premises.refusal(anywhere=anywhere)
        return examined if closed is None else replace(examined, refusals=(closed, *examined.refusals))

    def _require_permission(self, actor: Actor) -> None:
        if not actor.access.holds(self.permission):
            raise Refused((forbidden(self.permission, coordinate=f"Mutation.{self.name}"),))


def forbidden(permission: Permission, **evidence: object) -> Forbidden:
    """Say that a permission is missing, by the act's coordinate or by the path of what it was needed for."""
    return Forbidden(
        f"потрібне право «{permission}»",
        f'the permission "{permission}" is needed',
        evidence={
            **evidence,
            "requires": permission.code,
            "missingPermissions": [permission.code],
            "grantableAt": list(permission.scopes),
        },
    )


def version_conflicts(seen: Mapping[str, int], expected: Mapping[str, int]) -> tuple[Refusal, ...]:
    """Give what is in another version than the signer expected, or is none of what the act looks at."""
    return tuple(
        VersionConflict(
            f"«{thing}» тепер версії {seen.get(thing, '?')}, а очікувалася {version}",
            f'"{thing}" is at version {seen.get(thing, "?")} and was expected at {version}',
            evidence={"id": thing, "expected": version, "actual": seen.get(thing)},
        )
        for thing, version in expected.items()
        if seen.get(thing) != version
    )
