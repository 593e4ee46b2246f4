"""Invitations at the door: looked at, opened, accepted or declined by whoever was invited; keys tried out.

An invitation is answered in a session that waits, which startLogin has begun with the link's token. What is
signed names the invitation and nothing else may be added to it; the person's first session opens in the same
transaction in which the invitation is used up.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands import acceptance, opening
from commands.act import Outcome
from commands.key_attempts import count_attempt
from compiler.ids import plain_id
from errors import (
    InvitationLocked,
    MethodNotAllowed,
    PayloadInvalid,
    Problem,
    Refusal,
    Refused,
    SignerMismatch,
    Unprocessable,
)
from schema.evidence import Author, Evidence, record_by
from schema.failures import remember
from schema.invited import ACCEPT, CHECK, DECLINE
from schema.key_check import checked
from schema.knock import Door, Knock, Said, Told, carried, no_login
from schema.payload import Payload, read, written, written_moment
from schema.perform import decoded, refuse_signed_before
from schema.question import Visit
from schema.strangers import refuse_other_name, refuse_other_organisation, stranger
from schema.writing import Writing
from signing.person import Signer, person_of
from signing.verification import Verified, unverified_payload
from store import logging_in
from store.certificates import admit
from store.logging_in import Opened
from store.subjects import key_of_signer

CONSENTS: Mapping[str, object] = {"personalData": True, "rules": True}


class Welcome:
    """Lets invited people in."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self.doors: Mapping[str, Door] = {
            ACCEPT: self._accept,
            DECLINE: self._decline,
            CHECK: self._check,
        }

    async def peek(self, token: str, visit: Visit, now: dt.datetime) -> Told:
        """Tell what an invitation is, masked; raises why there is none that is open."""
        if not visit.posted:
            raise MethodNotAllowed(
                "про запрошення запитують методом POST: посилання не має потрапити до журналів",
                "invitations are asked about by POST: a link must not get into logs",
                evidence={"allowedMethods": ["POST"]},
            )
        await self._writing.rates.refuse_guessing(visit.address)

        async def look(tx: Transaction) -> opening.Peeked | Refusal:
            found = await opening.find(tx, token, now)
            return found if isinstance(found, Refusal) else await opening.peek(tx, found)

        found = await self._writing.transactions.read(look)
        if isinstance(found, Refusal):
            await self._writing.rates.count_guess(visit.address)
            raise found
        return _peeked(found)

    async def begin(self, token: str, knock: Knock, client_id: UUID | None) -> tuple[Opened, Told]:
        """Begin a session that waits for an answer to an invitation, and give what to sign."""
        await self._writing.rates.refuse_guessing(knock.address)
        now = knock.now

        async def work(tx: Transaction) -> tuple[Opened, UUID] | Refusal:
            found = await opening.find(tx, token, now)
            if isinstance(found, Refusal):
                return found
            await opening.open_invitation(tx, found, now)
            return await logging_in.begin(tx, now, client_id, found), found

        begun = await self._writing.transactions.write(work)
        if isinstance(begun, Refusal):
            await self._writing.rates.count_guess(knock.address)
            raise begun
        opened, invitation_id = begun
        return opened, {
            "payload": self._challenge(ACCEPT, opened.bind, invitation_id, now),
            "decline": self._challenge(DECLINE, opened.bind, invitation_id, now),
            "text": f"{self._writing.audience}: прийняти запрошення, погодитися на обробку персональних даних"
            " і правила та увійти до реєстру закладів",
            "expiresAt": written_moment(opened.until),
        }

    def _challenge(self, operation: str, bind: UUID, invitation_id: UUID, now: dt.datetime) -> str:
        payload = Payload(
            audience=self._writing.audience,
            operation=operation,
            nonce=self._writing.nonces.give(bind, now),
            issued_at=now,
            input=_input(operation, invitation_id),
            facility_id=None,
            expected_versions={},
        )
        return written(payload).decode()

    async def _accept(self, knock: Knock) -> Said:
        opened = await self._answered(knock, ACCEPT)
        assert isinstance(opened, Opened)
        value = {"kind": opened.kind, "id": str(opened.bind), "expiresAt": written_moment(opened.until)}
        return carried(opened, value, by_cookie=knock.asked.request.visit.by_cookie)

    async def _decline(self, knock: Knock) -> Said:
        await self._answered(knock, DECLINE)
        return Said({"declined": True}, "" if knock.asked.request.visit.by_cookie else None)

    async def _check(self, knock: Knock) -> Said:
        await self._writing.rates.take_login(knock.address)
        return Said(await checked(self._writing, str(knock.given["signed"]), knock.now))

    async def _answered(self, knock: Knock, operation: str) -> Opened | None:
        """Verify an answer and give effect to it; refusals are remembered."""
        await self._writing.rates.take_login(knock.address)
        try:
            return await self._effected(knock, operation)
        except (Refusal, Refused) as refused:
            await remember(self._writing.transactions, knock.access, operation, knock.now, refused)
            raise

    async def _effected(self, knock: Knock, operation: str) -> Opened | None:
        bind, now = knock.waiting, knock.now
        cms = decoded(str(knock.given["signed"]))
        self._claim(unverified_payload(cms), operation, bind, now)
        verified = await self._writing.verifier.verify(cms, now)
        payload = self._claim(verified.payload, operation, bind, now)
        refuse_signed_before(self._writing.nonces.known(payload.nonce, bind), verified.signing_time)
        signer = person_of(verified.certificate)
        await self._writing.rates.take_login_of(key_of_signer(signer, self._writing.pepper))
        evidence = Evidence(payload.nonce, cms, verified)

        async def work(tx: Transaction) -> Opened | SignerMismatch | None:
            invitation_id = await logging_in.invited_to(tx, bind)
            if invitation_id is None:
                raise no_login("відповідь на запрошення починають зі startLogin(invitationToken:)")
            _refuse_other_input(payload, operation, invitation_id)
            await acceptance.refuse_over(tx, invitation_id, now)
            if (mismatch := await stranger(tx, invitation_id, signer)) is not None:
                return mismatch
            await refuse_other_name(tx, invitation_id, signer)
            await refuse_other_organisation(tx, invitation_id, signer)
            return await self._written(tx, operation, bind, invitation_id, signer, evidence, now)

        done = await self._writing.transactions.write(work)
        if isinstance(done, SignerMismatch):
            await self._count(done, bind, now)
        assert not isinstance(done, SignerMismatch)
        return done

    async def _written(
        self,
        tx: Transaction,
        operation: str,
        bind: UUID,
        invitation_id: UUID,
        signer: Signer,
        evidence: Evidence,
        now: dt.datetime,
    ) -> Opened | None:
        """Use the invitation up, end the session that waited, and let whoever accepts in."""
        verified: Verified = evidence.verified
        key, opened = key_of_signer(signer, self._writing.pepper), None
        if operation == ACCEPT:
            answered = await acceptance.accept(tx, invitation_id, key, now)
        else:
            answered = await acceptance.decline(tx, invitation_id, now)
        awaited = await logging_in.answer(tx, bind, now)
        person_id, certificate = answered.person_id, verified.certificate
        certificate_id = await admit(tx, person_id, certificate, signer.edrpou, now, hold=operation == ACCEPT)
        if operation == ACCEPT:
            opened = await logging_in.open_session(
                tx, now, awaited, person_id=person_id, subject_key=key, certificate_id=certificate_id
            )
        author = Author(now, answered.person_id, awaited.client_id, answered.facility_id)
        outcome = Outcome({"invitation": invitation_id}, answered.changes)
        await record_by(tx, author, operation, outcome, evidence)
        return opened

    async def _count(self, mismatch: SignerMismatch, bind: UUID, now: dt.datetime) -> None:
        """Count somebody else's signature, and raise what it is refused for."""
        attempts_max = self._writing.means.terms.key_attempts

        async def work(tx: Transaction) -> int:
            invitation_id = await logging_in.invited_to(tx, bind)
            assert invitation_id is not None
            return await count_attempt(tx, invitation_id, attempts_max, now)

        left = await self._writing.transactions.write(work)
        told = SignerMismatch(
            mismatch.message, mismatch.message_en, evidence={**mismatch.evidence, "attemptsLeft": left}
        )
        if left:
            raise told
        locked = InvitationLocked(
            "запрошення замкнено: забагато підписів інших осіб; попросіть нове посилання",
            "the invitation is locked: too many signatures of other people; ask for a new link",
        )
        raise Refused((told, locked))

    def _claim(self, signed: bytes, operation: str, bind: UUID, now: dt.datetime) -> Payload:
        """Read an answer; refuse one of another service, act or session, and one that is over."""
        payload = read(signed)
        payload.refuse_foreign(self._writing.audience, operation)
        self._writing.nonces.known(payload.nonce, bind).refuse_expired(now)
        payload.refuse_stale(now)
        return payload


def _input(operation: str, invitation_id: UUID) -> dict[str, object]:
    """Give the only input that an answer has."""
    named: dict[str, object] = {"invitationId": plain_id("Invitation", invitation_id)}
    return {**named, "consents": dict(CONSENTS)} if operation == ACCEPT else named


def _refuse_other_input(payload: Payload, operation: str, invitation_id: UUID) -> None:
    """Refuse an answer to something else, and an acceptance without its consents."""
    given, expected = dict(payload.input), _input(operation, invitation_id)
    consents = given.get("consents")
    if operation == ACCEPT and isinstance(consents, dict) and consents.keys() == CONSENTS.keys():
        missing = [name for name in CONSENTS if consents[name] is False]
        if missing and {**given, "consents": expected["consents"]} == expected:
            raise Unprocessable(tuple(map(_unconsented, missing)))
    if given != expected or payload.facility_id is not None or payload.expected_versions:
        raise PayloadInvalid(
            "підпишіть завдання зі startLogin як є",
            "sign the challenge of startLogin as it is",
            evidence={"member": "input"},
        )


def _unconsented(name: str) -> Problem:
    message, message_en = "без згоди запрошення не прийняти", "nothing is accepted without consent"
    return Problem(f"$.input.consents.{name}", "required", message, message_en)


def _peeked(found: opening.Peeked) -> Told:
    return {
        "kind": found.kind.value,
        "expiresAt": written_moment(found.expires_at),
        "facilityName": found.facility_name,
        "facilityAddress": found.facility_address,
        "departmentName": found.department_name,
        "positionTitle": found.position_title,
        "startDate": found.start_date.isoformat(),
        "endDate": found.end_date and found.end_date.isoformat(),
        "inviterName": found.inviter_name,
        "roleSets": list(found.role_sets),
        "personName": found.person_name,
        "taxIdEnd": found.tax_id_end,
    }
