"""The door: logging in as a client does, by a signature over a challenge."""

import base64
import secrets
from dataclasses import dataclass

import httpx2

from signing.development.authority import DevelopmentKey, make_key
from signing.development.profile import Person
from signing.development.signer import sign_cms
from tests.acting import OTHER_TAX_ID, Json, Stage

START = "mutation { startLogin { payload text expiresAt token } }"
START_BY_COOKIE = "mutation { startLogin(carrier: COOKIE) { payload token } }"
COMPLETE = "mutation($signed: SignedPayload!) { completeLogin(signed: $signed) { kind id expiresAt token } }"
WHO = "{ me { kind person { lastName } } }"
LOGOUT = "mutation { logout { ended } }"


@dataclass(frozen=True)
class Door:
    """The stage, as somebody without a session sees it."""

    stage: Stage

    async def ask(
        self, document: str, variables: object = None, *, headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        async with httpx2.AsyncClient() as client:
            body = {"query": document, "variables": variables}
            return await client.post(f"{self.stage.service.url}/graphql", json=body, headers=headers)

    async def told(self, document: str, variables: object = None, token: str | None = None) -> Json:
        headers = {"authorization": f"Bearer {token}"} if token else None
        return (await self.ask(document, variables, headers=headers)).json()

    async def challenge(self) -> Json:
        return (await self.told(START))["data"]["startLogin"]

    def signed(self, payload: bytes, key: DevelopmentKey | None = None) -> dict[str, str]:
        key = key or self.stage.administrator.key
        message = sign_cms(payload, key, self.stage.now(), secrets.randbelow)
        return {"signed": base64.b64encode(message).decode()}

    async def complete(self, challenge: Json, key: DevelopmentKey | None = None) -> Json:
        signed = self.signed(challenge["payload"].encode(), key)
        return await self.told(COMPLETE, signed, challenge["token"])

    async def log_in(self, key: DevelopmentKey | None = None) -> Json:
        answer = await self.complete(await self.challenge(), key)
        assert "errors" not in answer, answer
        return answer["data"]["completeLogin"]

    def key(self, tax_id: str = OTHER_TAX_ID) -> DevelopmentKey:
        person = Person(surname="Інша", given_names="Особа", tax_id=tax_id)
        return make_key(self.stage.authority, person, self.stage.now(), secrets.randbelow)
