"""Somebody with an invitation link: looks at it, opens it, and answers it as a page does."""

import base64
import datetime as dt
import secrets
from dataclasses import dataclass

import httpx2

from commands.inviting import digest_of
from signing.development.authority import DevelopmentKey, make_key
from signing.development.profile import Person
from signing.development.signer import sign_cms
from tests.acting import Json, Stage
from tests.models.world import Row

DAY = dt.timedelta(hours=24)
TAX_ID, STRANGER = "3346800122", "2900000140"
PEEKED = (
    "kind expiresAt facilityName facilityAddress departmentName positionTitle startDate endDate inviterName"
    " roleSets personName taxIdEnd"
)
PEEK = f"query($token: String!) {{ peekInvitation(token: $token) {{ {PEEKED} }} }}"
START = "mutation($token: String) { startLogin(invitationToken: $token) { payload decline token text } }"
ACCEPT = "mutation($signed: SignedPayload!) { acceptInvitation(signed: $signed) { kind id token } }"
DECLINE = "mutation($signed: SignedPayload!) { declineInvitation(signed: $signed) { declined } }"
CHECK = (
    "mutation($signed: SignedPayload!) { checkCertificate(signed: $signed)"
    " { accepted problems { code message } checks surname givenNames taxId edrpou issuer algorithm } }"
)


@dataclass(frozen=True)
class Guest:
    """Somebody who has a link, and a key of their own."""

    stage: Stage
    token: str
    key: DevelopmentKey

    async def told(self, document: str, variables: object = None, token: str | None = None) -> Json:
        """Ask, and give the whole response."""
        return (await self.stage.service.ask(document, variables, token=token)).json()

    async def peek(self) -> Json:
        """Look at the invitation."""
        return await self.told(PEEK, {"token": self.token})

    async def start(self) -> Json:
        """Open the invitation, and give what is to be signed."""
        answer = await self.told(START, {"token": self.token})
        assert "errors" not in answer, answer
        return answer["data"]["startLogin"]

    def sign(self, payload: str) -> dict[str, str]:
        """Sign, and give the variables of an answer."""
        message = sign_cms(payload.encode(), self.key, self.stage.now(), secrets.randbelow)
        return {"signed": base64.b64encode(message).decode()}

    async def accept(self, challenge: Json | None = None) -> Json:
        """Accept, and give the whole response."""
        challenge = challenge or await self.start()
        return await self.told(ACCEPT, self.sign(challenge["payload"]), challenge["token"])

    async def decline(self) -> Json:
        """Decline, and give the whole response."""
        challenge = await self.start()
        return await self.told(DECLINE, self.sign(challenge["decline"]), challenge["token"])

    async def get(self) -> httpx2.Response:
        """Look at the invitation by a method that leaves its address in logs."""
        async with httpx2.AsyncClient() as client:
            params = {"query": f'{{ peekInvitation(token: "{self.token}") {{ kind }} }}'}
            return await client.get(f"{self.stage.service.url}/graphql", params=params)


def key_of(
    stage: Stage, tax_id: str = TAX_ID, *, surname: str = "Шевченко", edrpou: str | None = None
) -> DevelopmentKey:
    """Make a key of a person."""
    person = Person(surname=surname, given_names="Тарас", tax_id=tax_id, edrpou=edrpou)
    return make_key(stage.authority, person, stage.now(), secrets.randbelow)


async def invited(stage: Stage, *, tax_id: str = TAX_ID, **given: object) -> tuple[Guest, Row]:
    """Invite somebody to a position of the stage's facility; gives the guest and the invitation's row."""
    add, now = stage.world.add, stage.now()
    person = await add("person")
    await add("person_identity", person_id=person["id"], tax_id=tax_id)
    position = await add("position", department=stage.root)
    employee = await add(
        "employee", facility_id=stage.facility["id"], person_id=person["id"], status="PENDING"
    )
    assignment = await add("assignment", position=position, employee=employee, status="PENDING")
    token = secrets.token_urlsafe(32)
    invitation = await add(
        "invitation",
        assignment=assignment,
        token_sha256=digest_of(token),
        inviter_id=stage.administrator.person["id"],
        **{"created_at": now, "expires_at": now + DAY, **given},
    )
    return Guest(stage, token, key_of(stage, tax_id)), invitation
