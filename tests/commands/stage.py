"""A stage for acts: a hospital with a tree, people who hold role sets, and wishes that are performed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Examined, Outcome
from commands.means import Means
from commands.policy import template_version_id
from commands.rights import rights_of_person
from errors import Problem, Refusal, Refused, Unprocessable
from permissions.holdings import access_of_person
from permissions.permission import Permission, Scope
from tests.models.world import NOW, Row, World

W = TypeVar("W")
F = TypeVar("F")

LATER = timedelta(hours=1)
MEANS = Means(
    b"a pepper of tests", "https://zaklad.example", lambda secret: secret, lambda sealed: sealed, token_bytes
)


class PlainWorld(World):
    """A world on a connection that takes JSON as text, as Tortoise does."""

    async def _row(self, statement: str, *values: object) -> Row:
        return await super()._row(
            statement, *(json.dumps(value) if isinstance(value, dict | list) else value for value in values)
        )


@dataclass
class Stage:
    """A facility `hospital` with departments `root`, `bank` and `ward`, and another one, `far`, elsewhere."""

    tx: Transaction
    world: World
    now: datetime = NOW
    rows: dict[str, Row] = field(default_factory=dict)

    async def build(self) -> None:
        add = self.world.add
        self.rows["hospital"] = await add("facility", kind_code="TRANSFUSION_FACILITY")
        at = {"facility_id": self.hospital}
        root = await add("department", **at, segment="0001", name="Лікарня", type_code="ADMINISTRATION")
        bank = await add(
            "department", parent=root, segment="0001", name="Банк крові", type_code="LOGISTICS_INVENTORY"
        )
        ward = await add("department", parent=root, segment="0002", name="Терапія")
        room = await add("department", parent=bank, segment="0001", name="Холодна кімната", type_code="OTHER")
        far = await add("department", name="Інша лікарня")
        self.rows |= {"root": root, "bank": bank, "ward": ward, "room": room, "far": far}

    def id(self, name: str) -> UUID:
        return cast("UUID", self.rows[name]["id"])

    @property
    def hospital(self) -> UUID:
        return self.id("hospital")

    async def appoint(self, role: str | UUID, department: str = "root", **given: Any) -> Row:
        """Somebody new on a position of the department, with a default role set or another version."""
        version = template_version_id(role, 1) if isinstance(role, str) else role
        position = await self.world.add("position", department=self.rows[department])
        assignment = await self.world.add("assignment", position=position, **given)
        await self.world.add("assignment_role_set", assignment=assignment, version_id=version)
        employee = await self.world.seen("employee", {"id": assignment["employee_id"]})
        return {**assignment, "person_id": employee["person_id"]}

    async def role_set(self, *grants: tuple[Permission, Scope, bool, bool], **given: Any) -> UUID:
        """A version of a role set of the hospital's own."""
        role_set = await self.world.add("role_set", facility_id=self.hospital, **given)
        version = await self.world.add("role_set_version", role_set_id=role_set["id"])
        for permission, scope, use, delegate in grants:
            await self.world.add(
                "role_set_grant",
                version_id=version["id"],
                permission=permission.code,
                scope=scope.value,
                can_use=use,
                can_delegate=delegate,
            )
        return cast("UUID", version["id"])

    async def actor(self, appointed: Row, facility_id: UUID | None = None) -> Actor:
        """Whoever was appointed, with the access that this gives now."""
        person_id = appointed["person_id"]
        access = access_of_person(person_id, await rights_of_person(self.tx, person_id), self.now)
        return Actor(person_id, access, facility_id or appointed["facility_id"], self.now, MEANS)

    async def as_(self, role: str | UUID, department: str = "root") -> Actor:
        return await self.actor(await self.appoint(role, department))

    async def perform(
        self, act: Act[W, F], actor: Actor, wish: W, expected: Mapping[str, int] | None = None
    ) -> Outcome:
        """Authorise and apply, and let the deferred constraints speak."""
        outcome = await act.apply(self.tx, actor, await act.authorise(self.tx, actor, wish, expected))
        await self.world.judge()
        return outcome

    async def refused(self, act: Act[W, F], actor: Actor, wish: W) -> list[Refusal]:
        """What performing is refused with, in its order; examining says the same."""
        by = []
        for attempt in (self.examined, self.authorised):
            try:
                await attempt(act, actor, wish)
            except Refused as refused:
                by.append([refusal.formatted() for refusal in refused.refusals])
                refusals = list(refused.refusals)
        assert len(by) == 2, "it was not refused"
        assert by[0] == by[1]
        return refusals

    async def examined(self, act: Act[W, F], actor: Actor, wish: W) -> Examined[W, F]:
        examined = await act.examine(self.tx, actor, wish)
        examined.refuse()
        return examined

    async def authorised(self, act: Act[W, F], actor: Actor, wish: W) -> Examined[W, F]:
        return await act.authorise(self.tx, actor, wish)

    async def problems(self, act: Act[W, F], actor: Actor, wish: W) -> set[tuple[str, str]]:
        """The paths and rules of the problems with a wish, which nothing else stands in the way of."""
        (refusal,) = await self.refused(act, actor, wish)
        assert isinstance(refusal, Unprocessable), refusal
        return places(refusal.problems)

    async def codes(self, act: Act[W, F], actor: Actor, wish: W) -> list[str]:
        return [refusal.code for refusal in await self.refused(act, actor, wish)]


def places(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {
        (problem.path.removeprefix("$.input.").removeprefix("$.input"), problem.rule) for problem in problems
    }


def raw(tx: Transaction) -> asyncpg.Connection:
    """The driver's connection below Tortoise's."""
    return cast("asyncpg.Connection", tx._connection)


NOBODYS = uuid4()
"""The id of nothing."""
