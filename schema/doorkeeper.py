"""Opening and ending sessions.

`startLogin` makes a session that waits, and gives a challenge whose nonce is bound to it; `completeLogin`
verifies the signed challenge as any signed act, finds the person by the number in the certificate, and opens
a session with a token of its own. Whoever the registry does not know becomes an applicant. The token is told
once, to whoever answers the challenge, and is kept nowhere.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from uuid import UUID

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import (
    FacilityMismatch,
    PayloadInvalid,
    Refusal,
    Refused,
    Unauthenticated,
    ValidationFailed,
)
from journal.entry import Entry
from journal.recording import append
from models.journal import EntryKind
from permissions.access import Access, PrincipalKind
from schema.enums import SessionCarrier
from schema.evidence import Evidence
from schema.failures import remember
from schema.graph import Graph
from schema.invited import INVITED_RESULTS, PEEK
from schema.knock import Door, Knock, Said, carried
from schema.payload import Payload, read, written, written_moment
from schema.perform import decoded, refuse_signed_before
from schema.projection import projected
from schema.question import Answer, Question
from schema.seeing import SEEING_RESULTS, seeing_doors
from schema.sessions import COMPLETE, LOGOUT, RESULTS, REVOKE, START
from schema.welcome import Welcome
from schema.writing import Writing
from signing.person import Signer, person_of
from signing.verification import Verified, unverified_payload
from store import logging_in
from store.certificates import admit, refuse_ended
from store.logging_in import Opened
from store.subjects import find_subject, key_of_signer

_RESULTS = {**RESULTS, **INVITED_RESULTS, **SEEING_RESULTS}
_HAS_ORGANISATION = """
SELECT 1 FROM assignment
    JOIN employee ON employee.id = assignment.employee_id
    JOIN facility ON facility.id = assignment.facility_id
WHERE employee.person_id = $1 AND assignment.status = 'ACTIVE' AND facility.edrpou = $2 LIMIT 1
"""


class Doorkeeper:
    """Opens and ends sessions."""

    def __init__(self, graph: Graph, writing: Writing, clock: Callable[[], dt.datetime]) -> None:
        self._graph = graph
        self._writing = writing
        self._clock = clock
        self._welcome = Welcome(writing)
        self._doors: Mapping[str, Door] = {
            **self._welcome.doors,
            **seeing_doors(writing),
            START: self._start,
            COMPLETE: self._complete,
            LOGOUT: self._logout,
            REVOKE: self._revoke,
        }

    def knows(self, asked: Question) -> bool:
        """Tell whether a document asks for any mutation of sessions."""
        return any(each.name in _RESULTS for each in asked.roots(self._graph.core).values())

    def peeks(self, asked: Question) -> bool:
        """Tell whether a document asks about an invitation."""
        return any(each.name == PEEK for each in asked.roots(self._graph.core).values())

    async def peek(self, asked: Question) -> Answer:
        """Answer a document that looks at an invitation, and does nothing else."""
        core = self._graph.core
        roots = asked.roots(core)
        if len(roots) != 1:
            raise ValidationFailed(
                "у документі про запрошення більше нічого не запитують",
                "a document about an invitation asks for nothing else",
            )
        ((key, field),) = roots.items()
        visit, token = asked.request.visit, str(asked.arguments(core, "Query", field)["token"])
        peeked = await self._welcome.peek(token, visit, self._clock())
        shown = projected(core, asked.selection(core), "InvitationPeek", field, peeked)
        return Answer(orjson.dumps({key: shown}))

    async def answer(self, asked: Question, access: Access) -> Answer:
        """Answer a document of one such mutation; refused logins are remembered."""
        core = self._graph.core
        roots = asked.roots(core)
        if len(roots) != 1:
            raise ValidationFailed("в одному документі — одна дія", "a document performs one act")
        ((key, field),) = roots.items()
        knock = Knock(asked, access, asked.arguments(core, "Mutation", field), self._clock())
        said = await self._doors[field.name](knock)
        shown = projected(core, asked.selection(core), _RESULTS[field.name], field, said.value)
        return Answer(orjson.dumps({key: shown}), cookie=said.cookie)

    async def _start(self, knock: Knock) -> Said:
        await self._writing.rates.take_login(knock.address)
        client_id, now = None, knock.now
        if knock.access.principal.kind is PrincipalKind.CLIENT:
            client_id = knock.access.principal.client_id
        token = knock.given.get("invitationToken")
        by_cookie = knock.given.get("carrier") is SessionCarrier.COOKIE
        if token is not None:
            opened, challenge = await self._welcome.begin(str(token), knock, client_id)
            return carried(opened, challenge, by_cookie=by_cookie)
        opened = await self._writing.transactions.write(lambda tx: logging_in.begin(tx, now, client_id))
        payload = Payload(
            audience=self._writing.audience,
            operation=COMPLETE,
            nonce=self._writing.nonces.give(opened.bind, now),
            issued_at=now,
            input={},
            facility_id=None,
            expected_versions={},
        )
        value = {
            "payload": written(payload).decode(),
            "text": f"{payload.audience}: увійти до реєстру закладів",
            "expiresAt": written_moment(opened.until),
            "decline": None,
        }
        return carried(opened, value, by_cookie=by_cookie)

    async def _complete(self, knock: Knock) -> Said:
        await self._writing.rates.take_login(knock.address)
        try:
            opened = await self._opened(knock)
        except (Refusal, Refused) as refused:
            await remember(self._writing.transactions, knock.access, COMPLETE, knock.now, refused)
            raise
        value = {
            "kind": opened.kind,
            "id": str(opened.bind),
            "expiresAt": written_moment(opened.until),
        }
        return carried(opened, value, by_cookie=knock.asked.request.visit.by_cookie)

    async def _opened(self, knock: Knock) -> Opened:
        bind, now = knock.waiting, knock.now
        cms = decoded(str(knock.given["signed"]))
        self._refuse_other_challenge(unverified_payload(cms), bind, now)
        verified = await self._writing.verifier.verify(cms, now)
        payload = self._refuse_other_challenge(verified.payload, bind, now)
        refuse_signed_before(self._writing.nonces.known(payload.nonce, bind), verified.signing_time)
        signer = person_of(verified.certificate)
        key = key_of_signer(signer, self._writing.pepper)
        await self._writing.rates.take_login_of(key)

        async def work(tx: Transaction) -> Opened:
            awaited = await logging_in.answer(tx, bind, now)
            person_id = await _person_of_key(tx, key, signer)
            certificate_id = None
            if person_id is not None:
                certificate, edrpou = verified.certificate, signer.edrpou
                certificate_id = await admit(tx, person_id, certificate, edrpou, now, hold=True)
            else:
                await refuse_ended(tx, verified.certificate)
            opened = await logging_in.open_session(
                tx, now, awaited, person_id=person_id, subject_key=key, certificate_id=certificate_id
            )
            evidence = Evidence(payload.nonce, cms, verified)
            await _record(tx, opened, person_id, awaited.client_id, evidence, now)
            return opened

        return await self._writing.transactions.write(work)

    def _refuse_other_challenge(self, signed: bytes, bind: UUID, now: dt.datetime) -> Payload:
        """Read a challenge; refuse one of another service, act or session, and one that is over."""
        payload = read(signed)
        payload.refuse_foreign(self._writing.audience, COMPLETE)
        self._writing.nonces.known(payload.nonce, bind).refuse_expired(now)
        payload.refuse_stale(now)
        if payload.input or payload.facility_id is not None or payload.expected_versions:
            raise PayloadInvalid(
                "вхід не має вхідних даних: підпишіть завдання зі startLogin як є",
                "a login has no input: sign the challenge of startLogin as it is",
                evidence={"member": "input"},
            )
        return payload

    async def _logout(self, knock: Knock) -> Said:
        bind, now = knock.access.session_id, knock.now
        ended = bind is not None and await self._writing.transactions.write(
            lambda tx: logging_in.end(tx, bind, now)
        )
        return Said({"ended": ended}, "" if knock.asked.request.visit.by_cookie else None)

    async def _revoke(self, knock: Knock) -> Said:
        person_id, bind, now = knock.access.principal.person_id, knock.given["id"], knock.now
        if person_id is None:
            raise Unauthenticated("сеанси має лише особа", "only people have sessions to end")
        assert isinstance(bind, UUID)
        ended = await self._writing.transactions.write(
            lambda tx: logging_in.end_own(tx, bind, person_id, now)
        )
        return Said({"ended": ended})


async def _person_of_key(tx: Transaction, key: bytes, signer: Signer) -> UUID | None:
    """Give whom the registry knows by the key; raises Unauthenticated for a blocked person."""
    found = await find_subject(tx, key)
    if found is None:
        return None
    if found.is_blocked:
        raise Unauthenticated(
            "особу заблоковано", "the person is blocked", evidence={"reason": "PERSON_BLOCKED"}
        )
    if signer.edrpou is not None and not await tx.execute_query_dict(
        _HAS_ORGANISATION, [found.person_id, signer.edrpou]
    ):
        raise FacilityMismatch(
            f"сертифікат видано працівникові організації {signer.edrpou}, а особа там не працює",
            f"the certificate is of the organisation {signer.edrpou}, where the person does not work",
            evidence={"edrpou": signer.edrpou},
        )
    return found.person_id


async def _record(
    tx: Transaction,
    opened: Opened,
    person_id: UUID | None,
    client_id: UUID | None,
    evidence: Evidence,
    now: dt.datetime,
) -> None:
    """Write a login into the journal; the token is not part of what is known of it."""
    verified: Verified = evidence.verified
    entry = Entry(
        EntryKind.LOGIN,
        now,
        COMPLETE,
        actor=person_id,
        client=client_id,
        nonce=evidence.nonce,
        blobs={
            "payload": verified.payload,
            "cms": evidence.cms,
            "evidence": evidence.chain,
            "result": orjson.dumps({"kind": opened.kind, "session": str(opened.bind)}),
        },
    )
    async with tx.acquire_connection() as connection:
        await append(connection, entry)
