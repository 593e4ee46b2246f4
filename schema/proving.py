"""Proof that a signed act is in the journal, for whoever knows its nonce.

Signers know the nonces of what they signed, and nobody guesses one, so no right is asked for. What comes
back names nobody: a seal, a path of hashes and a signed root, which anybody checks by RFC 6962 without the
service.
"""

import base64
from collections.abc import Mapping

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from errors import ValidationFailed
from journal.proving import InclusionProof, prove_inclusion
from journal.reading import entry_of_nonce
from schema.graph import Graph
from schema.journal_proof import PROOF, JournalProof
from schema.payload import written_moment
from schema.projection import projected
from schema.question import Answer, Question
from schema.writing import Writing


class Prover:
    """Proves that acts are in the journal."""

    def __init__(self, graph: Graph, writing: Writing) -> None:
        self._graph = graph
        self._writing = writing

    def knows(self, asked: Question) -> bool:
        """Tell whether a document asks for a proof."""
        return any(each.name == PROOF for each in asked.roots(self._graph.core).values())

    async def prove(self, asked: Question) -> Answer:
        """Answer a document that asks for one proof and for nothing else; raises RateLimited."""
        core = self._graph.core
        roots = asked.roots(core)
        if len(roots) != 1:
            raise ValidationFailed(
                "у документі про доказ більше нічого не запитують",
                "a document about a proof asks for nothing else",
            )
        ((key, field),) = roots.items()
        await self._writing.rates.take_proof(asked.request.visit.address)
        nonce = str(asked.arguments(core, "Query", field)["nonce"])
        found = await self._writing.transactions.read(lambda tx: _proof(tx, nonce))
        if found is None:
            return Answer(orjson.dumps({key: None}))
        shown = projected(core, asked.selection(core), JournalProof.__name__, field, _told(found))
        return Answer(orjson.dumps({key: shown}))


async def _proof(tx: Transaction, nonce: str) -> InclusionProof | None:
    async with tx.acquire_connection() as connection:
        entry_id = await entry_of_nonce(connection, nonce)
        return None if entry_id is None else await prove_inclusion(connection, entry_id)


def _told(proof: InclusionProof) -> Mapping[str, object]:
    checkpoint = proof.checkpoint
    return {
        "entryHash": proof.entry_hash.hex(),
        "seq": proof.seq,
        "previous": proof.prev.hex(),
        "seal": proof.hash.hex(),
        "path": [each.hex() for each in proof.path],
        "checkpoint": {
            "number": checkpoint.number,
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
            "at": written_moment(checkpoint.at),
            "keyId": checkpoint.key_id,
            "signature": base64.b64encode(checkpoint.signature).decode(),
        },
    }
