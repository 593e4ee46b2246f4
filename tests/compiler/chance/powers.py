"""Random rights in a random world: role sets on assignments, doubles called for a time, vendors, tokens."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from uuid import UUID

import asyncpg

from tests.compiler.chance.world import DAY, TODAY, RandomWorld
from tests.compiler.hospital import NOW
from tests.compiler.reference.rights import NOBODY, Bearer
from tests.models.world import Row
from tests.worlds import Story

ENDLESS = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TEMPLATES = (
    *("REGISTRAR", "FACILITY_ADMIN", "FACILITY_HEAD", "HR_OFFICER", "BLOOD_BANK_HEAD"),
    *("BLOOD_BANK_DOUBLE", "DOCTOR", "MIS", "AUDITOR", "PUBLIC"),
)
CUSTOM_OF_FACILITY = 3
CLIENTS = 2


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who asks: by which token, and who that is."""

    name: str
    token: str | None
    bearer: Bearer


class Powers:
    """Gives rights to the people of a random world, the same for the same seed."""

    def __init__(self, world: RandomWorld, chance: Random) -> None:
        self.world = world
        self.story = world.story
        self.chance = chance
        self.templates: dict[str, UUID] = {}
        self.customs: dict[UUID, list[UUID]] = {}
        self.clients: list[UUID] = []
        self.callers: list[Caller] = [Caller("anonymous", None, NOBODY)]

    async def give(self) -> list[Caller]:
        """Give role sets, call doubles, connect vendors, and let everyone in."""
        self.templates = await templates_of(self.story.connection)
        for facility in self.world.rows["facility"]:
            self.customs[facility["id"]] = [
                await self._custom(facility, number) for number in range(CUSTOM_OF_FACILITY)
            ]
        for assignment in self.world.rows["assignment"]:
            await self._entitle(assignment)
            if assignment["substitute_mode"] == "ON_DEMAND":
                await self._call(assignment)
        for number in range(CLIENTS):
            self.clients.append(await self._client(number))
        await self._sessions()
        return self.callers

    async def _custom(self, facility: Row, number: int) -> UUID:
        """Compose a role set of a facility from whatever may be granted."""
        possible = await self.story.connection.fetch(
            "SELECT permission, scope FROM permission_scope"
            " WHERE permission ~ ':(read|peek)$' ORDER BY permission, scope"
        )
        chosen = self.chance.sample(possible, self.chance.choice((4, 12, 24)))
        grants = {(row["permission"], row["scope"]): self.chance.random() < 0.85 for row in chosen}
        key = self.chance.getrandbits(127)
        return await new_role_set(self.story, facility["id"], f"Набір {number}", grants, key)

    async def _entitle(self, assignment: Row) -> None:
        near = [*self.templates.values(), *self.customs[assignment["facility_id"]] * 3]
        for version in dict.fromkeys(self.chance.choices(near, k=self.chance.choice((0, 1, 1, 2)))):
            await self.story.insert("assignment_role_set", assignment_id=assignment["id"], version_id=version)

    async def _call(self, double: Row) -> None:
        """Call a double: never, long ago, just now, from now on, or later."""
        spans = ((), (-9, -1), (-9, 0), (-1, 9), (0, None), (-1, None), (1, 9))
        if span := self.chance.choice(spans):
            since, until = span
            await self.story.insert(
                "substitution_period",
                id=UUID(int=self.chance.getrandbits(128)),
                assignment_id=double["id"],
                starts_at=NOW + since * HOUR,
                ends_at=None if until is None else NOW + until * HOUR,
            )

    async def _client(self, number: int) -> UUID:
        client = UUID(int=self.chance.getrandbits(128))
        await self.story.insert(
            "mis_client", id=client, name=f"МІС {number}", edrpou=f"3999003{number}", status="ACTIVE"
        )
        for facility in self.world.rows["facility"]:
            if self.chance.random() < 0.7:
                versions = [self.templates["MIS"], self.templates["DOCTOR"], *self.customs[facility["id"]]]
                await self.story.insert(
                    "mis_connection",
                    id=UUID(int=self.chance.getrandbits(128)),
                    client_id=client,
                    facility_id=facility["id"],
                    version_id=self.chance.choice(versions),
                    starts_on=self.chance.choice((TODAY - DAY, TODAY - DAY, TODAY, TODAY + DAY)),
                    ends_on=self.chance.choice((None, None, TODAY + DAY)),
                    status=self.chance.choice(("ACTIVE", "ACTIVE", "ACTIVE", "ENDED")),
                )
        return client

    async def _sessions(self) -> None:
        people = list(dict.fromkeys(row["person_id"] for row in self.world.rows["employee"]))
        for number, person in enumerate(people):
            await self._let_in(f"person{number}", Bearer(person))
            if self.chance.random() < 0.4:
                client = self.chance.choice(self.clients)
                await self._let_in(f"person{number} by a client", Bearer(person, client))
        for number, client in enumerate(self.clients):
            await self._let_in(f"client{number}", Bearer(None, client))

    async def _let_in(self, name: str, bearer: Bearer) -> None:
        self.callers.append(
            Caller(name, await let_in(self.story, f"zk_{name}".replace(" ", "-"), bearer), bearer)
        )


async def templates_of(connection: asyncpg.Connection) -> dict[str, UUID]:
    """Give the newest version of each default role set."""
    rows = await connection.fetch(
        "SELECT s.code, v.id FROM role_set s JOIN role_set_version v ON v.role_set_id = s.id"
        " WHERE s.facility_id IS NULL ORDER BY v.number"
    )
    return {row["code"]: row["id"] for row in rows}


async def new_role_set(
    story: Story, facility_id: UUID, name: str, grants: Mapping[tuple[str, str], bool], key: int
) -> UUID:
    """Make a role set with one version; a grant is usable or only to be handed on. Gives the version's id."""
    made, version = UUID(int=key), UUID(int=key + 1)
    # the database composes a version and its grants in one transaction, and never touches them again
    async with story.connection.transaction():
        whose = {"facility_id": facility_id, "created_at": NOW, "updated_at": NOW}
        await story.insert("role_set", id=made, name=name, status="ACTIVE", **whose)
        of = {"role_set_id": made, "created_at": NOW}
        await story.insert("role_set_version", id=version, number=1, digest="0" * 64, **of)
        for (permission, scope), can_use in grants.items():
            await story.insert(
                "role_set_grant",
                version_id=version,
                permission=permission,
                scope=scope,
                can_use=can_use,
                can_delegate=not can_use,
            )
    return version


async def let_in(story: Story, token: str, bearer: Bearer) -> str:
    """Make a session of a person, of a client, or of a person who comes by a client; give its token."""
    await story.insert(
        "session",
        token_sha256=hashlib.sha256(token.encode()).digest(),
        kind="FULL",
        principal_id=bearer.person_id or bearer.client_id,
        person_id=bearer.person_id,
        client_id=bearer.client_id,
        created_at=NOW - DAY,
        absolute_until=ENDLESS,
    )
    return token
