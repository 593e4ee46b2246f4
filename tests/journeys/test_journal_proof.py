"""Whoever signed an act can ask for the proof that it is in the journal, and check it without the service."""

import base64
import json
from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.checkpoints import Checkpoint, is_signed, key_id_of, make_checkpoint
from journal.entry import moment
from journal.merkle import is_included, leaf_hash
from journal.sealing import seal_pending
from tests.acting import Json, Stage, acting, code_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ASKED = """query($nonce: String!) { journalProof(nonce: $nonce) {
    entryHash seq previous seal path checkpoint { number origin size root at keyId signature } } }"""


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def performed(stage: Stage, name: str) -> str:
    """Create a department by a signed act and give the nonce that was signed."""
    wish = {"name": name, "typeCode": "TRANSFUSIOLOGY", "parentId": stage.root_id}
    payload = await stage.administrator.payload("createDepartment", wish)
    done = await stage.administrator.perform("createDepartment", stage.administrator.sign(payload))
    assert "errors" not in done, done
    nonce: str = json.loads(payload)["nonce"]
    return nonce


async def proof_of(stage: Stage, nonce: str) -> Json:
    """Ask as anybody does, without a token."""
    answer = (await stage.service.ask(ASKED, {"nonce": nonce})).json()
    return answer["data"]["journalProof"]


async def test_an_act_is_proved_to_whoever_knows_its_nonce(stage: Stage) -> None:
    nonces = [await performed(stage, f"Відділення {number}") for number in range(3)]
    connection = stage.world.connection
    assert await proof_of(stage, nonces[0]) is None
    await seal_pending(connection)
    assert await proof_of(stage, nonces[0]) is None
    await make_checkpoint(connection, KEY, "zaklad.example", stage.now())
    for seq, nonce in enumerate(nonces, 1):
        told = await proof_of(stage, nonce)
        assert told["seq"] == seq
        link = b"\x01" + bytes.fromhex(told["previous"]) + seq.to_bytes(8) + bytes.fromhex(told["entryHash"])
        assert sha256(link).hexdigest() == told["seal"]
        path, tree = tuple(map(bytes.fromhex, told["path"])), told["checkpoint"]
        leaf, root = leaf_hash(bytes.fromhex(told["seal"])), bytes.fromhex(tree["root"])
        assert is_included(leaf, seq - 1, tree["size"], path, root)
        assert not is_included(leaf, seq % 3, tree["size"], path, root)


async def test_the_checkpoint_of_a_proof_is_signed(stage: Stage) -> None:
    nonce = await performed(stage, "Відділення")
    await seal_pending(stage.world.connection)
    made = await make_checkpoint(stage.world.connection, KEY, "zaklad.example", stage.now())
    assert made is not None
    told = (await proof_of(stage, nonce))["checkpoint"]
    read = Checkpoint(
        told["number"],
        told["origin"],
        told["size"],
        bytes.fromhex(told["root"]),
        made.at,
        told["keyId"],
        base64.b64decode(told["signature"]),
    )
    public = KEY.public_key().public_bytes_raw()
    assert moment(made.at)[:19] == told["at"][:19]
    assert is_signed(read, {key_id_of(public): public})


async def test_a_nonce_that_nobody_signed_is_answered_like_one_that_waits(stage: Stage) -> None:
    assert await proof_of(stage, "AAAA") is None


async def test_a_proof_is_asked_for_alone(stage: Stage) -> None:
    both = 'query { journalProof(nonce: "A") { seq } me { kind } }'
    assert code_of((await stage.service.ask(both)).json()) == "GRAPHQL_VALIDATION_FAILED"
