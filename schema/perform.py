"""Performing a signed act, in five steps and one transaction.

1 verify: the signature, and that it is this session's person's, for this act, here and now (`signing/`)
2 authorise: the rights as this transaction sees them, held to its end (`permissions/`)
3 apply: what the act changes (`commands/`)
4 record: the evidence; no entry, no change (`journal/`)
5 answer: what the mutation asks of its payload, compiled as any read, on the same connection (`compiler/`)

The only input is what was signed. The first outcome of a nonce is kept, and a retry of the same payload by
the same person is answered from it: the signature's bytes may differ, so the payload alone is compared. A
refused act leaves a security event and nothing else, its nonce free.
"""

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor
from commands.acts import ACTS
from compiler.ambient import REPLAYED
from errors import (
    BadBase64,
    NonceExpired,
    NonceReused,
    PayloadExpired,
    PayloadInvalid,
    Refusal,
    Refused,
    SigningTime,
    ValidationFailed,
)
from permissions.access import Access
from schema.actors import actor_of, refuse_other_signer, session_of
from schema.acts import bytes_max, signed_wish, told
from schema.disclosing import disclosed
from schema.evidence import Evidence, record
from schema.failures import remember
from schema.graph import Graph
from schema.nonces import Nonce
from schema.payload import AHEAD_MAX, BATCH_BYTES_MAX, Payload, read
from schema.planning import Planning
from schema.question import Answer, Question
from schema.writing import Writing
from signing.person import person_of
from signing.verification import ENVELOPE_MAX, Verified, unverified_payload
from store import used_nonces
from store.authorising import held_access
from store.certificates import admit, refuse_ended
from store.transactions import value_of

SIGNED_CHARACTERS_MAX = (BATCH_BYTES_MAX + ENVELOPE_MAX) * 4 // 3 + 4
"""The longest base64 that any act takes; how much a certain one takes is judged by its bytes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What signed bytes say, compared with what is known without believing them."""

    payload: Payload
    nonce: Nonce
    sha256: bytes

    def refuse_late(self, now: dt.datetime) -> None:
        """Refuse it when its time is over; raises NonceExpired or PayloadExpired."""
        self.nonce.refuse_expired(now)
        self.payload.refuse_stale(now)


class Performer:
    """Performs signed acts."""

    def __init__(
        self, graph: Graph, writing: Writing, planning: Planning, clock: Callable[[], dt.datetime]
    ) -> None:
        self._graph = graph
        self._writing = writing
        self._planning = planning
        self._clock = clock

    async def perform(self, asked: Question, access: Access) -> Answer:
        """Perform the act of a document; raises what it is refused for, and remembers that."""
        now = self._clock()
        name, signed = _act_in(asked, self._graph)
        _, owner_id = session_of(access)
        await self._writing.rates.take_act(str(owner_id))
        try:
            return await self._performed(asked, ACTS[name], signed, access, now)
        except (Refusal, Refused) as refused:
            await remember(self._writing.transactions, access, name, now, refused)
            raise

    async def _performed(
        self, asked: Question, act: Act[Any, Any], signed: str, access: Access, now: dt.datetime
    ) -> Answer:
        session_id, owner_id = session_of(access)
        cms, most = decoded(signed), bytes_max(act)
        said = self._claim(unverified_payload(cms, payload_max=most), act, session_id)
        await self._refuse_late(said, owner_id, now)
        # 1 verify
        verified = await self._writing.verifier.verify(cms, now, payload_max=most)
        claim = self._claim(verified.payload, act, session_id)
        signer = person_of(verified.certificate)
        refuse_signed_before(claim.nonce, verified.signing_time)
        payload = claim.payload

        async def work(tx: Transaction) -> Answer:
            used = await used_nonces.take(tx, claim.nonce.value, owner_id, claim.sha256, now)
            # 2 authorise
            actor = replace(
                await actor_of(
                    tx, await held_access(tx, access, now), payload.facility_id, now, self._writing.means, act
                ),
                signer=signer,
                payload_sha256=claim.sha256,
            )
            await refuse_other_signer(tx, actor, signer)
            await _admit(tx, actor, verified, now)
            if used is not None:
                return await self._answered(tx, asked, actor, _repeated(used, claim, owner_id), replayed=True)
            claim.refuse_late(now)
            self._permit(asked, actor)
            wish = signed_wish(self._graph.core, act, payload.input)
            examined = await act.authorise(tx, actor, wish, payload.expected_versions)
            _refuse_unsigned(wish, examined.wish)
            # 3 apply
            outcome = await act.apply(tx, actor, examined)
            # 4 record
            entry_id = await record(tx, actor, act.name, outcome, Evidence(payload.nonce, cms, verified))
            await used_nonces.close(tx, claim.nonce.value, entry_id, outcome.result)
            # 5 answer
            answer = await self._answered(tx, asked, actor, outcome.result, replayed=False)
            return disclosed(answer, asked, self._graph.core, act, outcome.told)

        return await self._writing.transactions.write(work)

    def _claim(self, payload: bytes, act: Act[Any, Any], session_id: UUID) -> Claim:
        """Read what is signed and refuse what is not meant for this act, here, in this session."""
        read_payload = read(payload, bytes_max(act))
        read_payload.refuse_foreign(self._writing.audience, act.name)
        nonce = self._writing.nonces.known(read_payload.nonce, session_id)
        return Claim(read_payload, nonce, hashlib.sha256(payload).digest())

    async def _refuse_late(self, claim: Claim, person_id: UUID, now: dt.datetime) -> None:
        """Refuse what came too late, unless it was performed in time: its retry is answered still.

        The nonce is taken and given back, so that whoever performs it just now is waited for.
        """

        async def look(tx: Transaction) -> None:
            if await used_nonces.take(tx, claim.nonce.value, person_id, claim.sha256, now) is None:
                claim.refuse_late(now)

        try:
            claim.refuse_late(now)
        except (NonceExpired, PayloadExpired):
            await self._writing.transactions.write(look)

    def _permit(self, asked: Question, actor: Actor) -> None:
        """Refuse before anything changes what could not be answered afterwards."""
        prepared = self._planning.prepared(asked, actor.access)
        if prepared.plan.denials:
            raise Refused(list(prepared.plan.denials))

    async def _answered(
        self,
        tx: Transaction,
        asked: Question,
        actor: Actor,
        result: used_nonces.Result,
        *,
        replayed: bool,
    ) -> Answer:
        prepared = self._planning.prepared(asked, actor.access)
        outcome = {**result, REPLAYED: replayed}
        sending = self._planning.bound(prepared, asked, actor.access, actor.now, outcome)
        if sending.finished is not None:
            return Answer(sending.finished, (), sending.extensions)
        data = await value_of(tx, sending.text, sending.arguments)
        return self._planning.answer(data, sending)


def _act_in(asked: Question, graph: Graph) -> tuple[str, str]:
    """Give the act of a document and what was signed for it; one act a document."""
    acts = [each for each in asked.roots(graph.core).values() if not each.name.startswith("__")]
    if len(acts) != 1:
        raise ValidationFailed("в одному документі — одна дія", "a document performs one act")
    signed = asked.arguments(graph.core, "Mutation", acts[0])["signed"]
    return acts[0].name, str(signed)


def decoded(signed: str) -> bytes:
    """Read the base64 of signed bytes, white space aside; raises BadBase64."""
    try:
        return base64.b64decode("".join(signed.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadBase64("підписані дані — не base64", "the signed bytes are not base64") from None


def refuse_signed_before(nonce: Nonce, signing_time: dt.datetime | None) -> None:
    """Refuse a signature that says it was made before there was anything to sign."""
    if signing_time is not None and signing_time < nonce.issued_at - AHEAD_MAX:
        raise SigningTime(
            "час підпису раніший за підготовку: перевірте годинник",
            "the time of signing lies before the preparation: check the clock",
            evidence={"signingTime": signing_time.isoformat()},
        )


async def _admit(tx: Transaction, actor: Actor, verified: Verified, now: dt.datetime) -> None:
    """Let whoever acts sign by this certificate; a person's binds itself at its first use."""
    if actor.person_id is None:
        await refuse_ended(tx, verified.certificate)
    else:
        edrpou = actor.signer.edrpou if actor.signer else None
        await admit(tx, actor.person_id, verified.certificate, edrpou, now)


def _repeated(used: used_nonces.Use, claim: Claim, person_id: UUID) -> used_nonces.Result:
    """Give what was done with the nonce, if it was the same by the same person; raises NonceReused."""
    if used.person_id != person_id or used.payload_sha256 != claim.sha256:
        raise NonceReused(
            "з цим одноразовим кодом уже виконано інші дані",
            "another payload was performed with this nonce",
        )
    return used.result


def _refuse_unsigned(wish: Any, complete: Any) -> None:  # wishes of any act
    """Refuse what is signed if anything would have to be added to it, or be written another way."""
    signed, performed = told(wish), told(complete)
    if signed != performed:
        names = sorted(name for name in performed if signed.get(name, ...) != performed[name])
        raise PayloadInvalid(
            f"підписано не все або не в нормальному записі: {', '.join(names)}; візьміть дані з prepare",
            f"what is signed is not complete or not in its normal form: {', '.join(names)}; use prepare",
            evidence={"member": "input", "fields": names},
        )
