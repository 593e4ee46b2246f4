"""People with keys, who prepare, sign and perform acts as a client does, at a facility of a test's own."""

import base64
import datetime as dt
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import rfc8785

from commands.policy import template_version_id
from compiler.ids import encode_id
from schema.rates import RateLimits
from signing.development.authority import DevelopmentKey, make_authority, make_key
from signing.development.profile import Person
from signing.development.signer import sign_cms
from signing.trust import Trust
from store.development_keys import DevelopmentKeys
from store.sessions import full_token
from tests.models.world import Row, World
from tests.reading import connected
from tests.service import Service, serving

TAX_ID = "2923400112"
OTHER_TAX_ID = "1234567899"
LONG_AGO = dt.date(2020, 1, 1)
PREPARED = "payload text expiresAt warnings { path rule message messageEn }"

Json = Any  # answers are looked into, key by key


@dataclass
class Signer:
    """A person at a facility, with a session and a key."""

    stage: "Stage"
    person: Row
    token: str
    key: DevelopmentKey

    async def prepare(self, act: str, given: Mapping[str, object], facility: str | None = None) -> Json:
        """Prepare an act and give the whole response."""
        kind = act[0].upper() + act[1:]
        document = (
            f"query($input: {kind}Input!, $facility: ID)"
            f" {{ prepare(facility: $facility) {{ {act}(input: $input) {{ {PREPARED} }} }} }}"
        )
        variables = {"input": given, "facility": facility}
        return (await self.stage.service.ask(document, variables, token=self.token)).json()

    async def payload(self, act: str, given: Mapping[str, object], facility: str | None = None) -> bytes:
        """Prepare an act that nothing hinders and give the bytes to sign."""
        answer = await self.prepare(act, given, facility)
        assert "errors" not in answer, answer["errors"]
        prepared: str = answer["data"]["prepare"][act]["payload"]
        return prepared.encode()

    def sign(self, payload: bytes, *, at: dt.datetime | None = None) -> str:
        """Sign bytes with the person's key."""
        message = sign_cms(payload, self.key, at or self.stage.now(), secrets.randbelow)
        return base64.b64encode(message).decode()

    async def perform(self, act: str, signed: str, shown: str = "replayed") -> Json:
        """Perform what was signed and give the whole response."""
        document = f"mutation($signed: SignedPayload!) {{ {act}(signed: $signed) {{ {shown} }} }}"
        return (await self.stage.service.ask(document, {"signed": signed}, token=self.token)).json()

    async def act(self, act: str, given: Mapping[str, object], shown: str = "replayed") -> Json:
        """Prepare, sign and perform."""
        return await self.perform(act, self.sign(await self.payload(act, given)), shown)


@dataclass
class Stage:
    """A served database, an authority for development, and a facility with its administrator."""

    world: World
    authority: DevelopmentKey
    delay: dt.timedelta = dt.timedelta()
    facility: Row = field(default_factory=dict)
    root: Row = field(default_factory=dict)
    service: Service = field(init=False)
    administrator: Signer = field(init=False)

    def now(self) -> dt.datetime:
        """The moment it is on stage: later than it is, by the delay."""
        return dt.datetime.now(dt.UTC) + self.delay

    @property
    def root_id(self) -> str:
        """The id of the department that all others hang below."""
        return encode_id("Department", self.root["id"])

    async def signer(
        self, role_set: str = "FACILITY_ADMIN", *, tax_id: str = TAX_ID, facility: Row | None = None
    ) -> Signer:
        """Employ somebody with a role set, and give them a session and a key."""
        person = await self.world.add("person")
        await self.world.add("person_identity", person_id=person["id"], tax_id=tax_id)
        await self.employ(person, role_set, facility or self.facility)
        token = await full_token(self.world.connection, person_id=person["id"])
        named = Person(surname=person["last_name"], given_names=person["first_name"], tax_id=tax_id)
        key = make_key(self.authority, named, self.now(), secrets.randbelow)
        return Signer(self, person, token, key)

    async def employ(self, person: Row, role_set: str, facility: Row) -> Row:
        """Give a person a role set at a facility."""
        department = await self.world.add("department", facility_id=facility["id"])
        position = await self.world.add("position", department=department)
        employee = await self.world.add("employee", facility_id=facility["id"], person_id=person["id"])
        assignment = await self.world.add(
            "assignment", position=position, employee=employee, start_date=LONG_AGO
        )
        version_id = template_version_id(role_set, 1)
        return await self.world.add("assignment_role_set", assignment=assignment, version_id=version_id)

    async def count(self, table: str) -> int:
        """Count the rows of a table."""
        found = await self.world.connection.fetchval(f"SELECT count(*) FROM {table}")
        return int(found)


@asynccontextmanager
async def acting(
    database_url: str, rates: RateLimits | None = None, keys: DevelopmentKeys | None = None
) -> AsyncIterator[Stage]:
    """Set the stage over a migrated database without facilities; with keys, their authority is the one."""
    authority = keys.authority().key if keys else make_authority(dt.datetime.now(dt.UTC), secrets.randbelow)
    async with connected(database_url) as connection:
        stage = Stage(World(connection), authority)
        stage.facility = await stage.world.add("facility")
        stage.root = await stage.world.add("department", facility_id=stage.facility["id"], name="Лікарня")
        stage.administrator = await stage.signer()
        trust = Trust([authority.certificate])
        serve = serving(database_url, clock=stage.now, trust=trust, rates=rates, keys=keys)
        async with serve as stage.service:
            yield stage


def altered(payload: bytes, **members: object) -> bytes:
    """Write a payload with other members; None leaves one out."""
    changed = json.loads(payload) | members
    return rfc8785.dumps({name: value for name, value in changed.items() if value is not None})


def code_of(answer: Json) -> str:
    """Give the code of an answer's first error."""
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


def with_key(signer: Signer, key: DevelopmentKey) -> Signer:
    """Give the same session with another key."""
    return replace(signer, key=key)
