"""Proofs speak of a signed tree, and checkpoints are made only of a tree that grew out of the last one."""

from dataclasses import replace
from uuid import UUID

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.checkpoints import (
    Checkpoint,
    checkpoints,
    is_signed,
    key_id_of,
    make_checkpoint,
    read_checkpoint,
)
from journal.faults import JournalDamaged, Problem
from journal.merkle import Frontier, leaf_hash
from journal.proving import grew, prove_consistency, prove_inclusion
from tests.journal.conftest import KEY, KEYS, NOW, ORIGIN, PUBLIC, Journal

# A chain long enough for nodes of the second kept level would take too long: hashes alone are made up.
FILL = """
WITH entry AS (
    INSERT INTO journal_entry (id, kind, at, header, entry_hash)
    SELECT gen_random_uuid(), 'SYSTEM', now(), '{"operation": "waterGarden"}', sha256(number::text::bytea)
    FROM generate_series($1::bigint, $2::bigint) AS number RETURNING id, entry_hash
)
INSERT INTO journal_seal (seq, entry_id, prev, hash)
SELECT $1 - 1 + row_number() OVER (), id, entry_hash, entry_hash FROM entry
"""


async def long_chain(journal: Journal, *sizes: int) -> list[Checkpoint]:
    """A chain with a checkpoint at each of the sizes; for proofs, that do not look below the seals."""
    made = []
    first = 1
    for size in sizes:
        await journal.connection.execute(FILL, first, size)
        made.append(await journal.checkpoint())
        first = size + 1
    return made


async def test_every_entry_under_a_checkpoint_is_proved(history: Journal) -> None:
    for entry in history.entries[:10]:
        proof = await prove_inclusion(history.connection, entry)
        assert proof is not None
        assert proof.holds()
        assert proof.checkpoint == history.kept[1]
        assert not replace(proof, hash=bytes(32)).holds()


async def test_what_no_checkpoint_covers_yet_is_not_proved(history: Journal) -> None:
    await history.write(1)
    for entry in (*history.entries[10:], UUID(int=1)):
        assert await prove_inclusion(history.connection, entry) is None


async def test_proofs_over_kept_nodes_are_those_over_all_leaves(journal: Journal) -> None:
    first, second = await long_chain(journal, 700, 66_000)
    rows = await journal.connection.fetch("SELECT seq, entry_id, hash FROM journal_seal ORDER BY seq")
    leaves = [leaf_hash(row["hash"]) for row in rows]
    assert first.root == Frontier().extended(leaves[:700]).root()
    assert second.root == Frontier().extended(leaves).root()
    levels = await journal.connection.fetch("SELECT level, count(*) FROM journal_node GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in levels] == [(8, 66_000 // 256), (16, 1)]

    for seq in (1, 2, 256, 257, 700, 65_536, 65_537, 66_000):
        proof = await prove_inclusion(journal.connection, rows[seq - 1]["entry_id"])
        assert proof is not None
        assert proof.holds()
        assert proof.seq == seq
    path = await prove_consistency(journal.connection, first, second)
    assert grew(first, second, path)
    assert not grew(replace(first, root=bytes(32)), second, path)


async def test_nodes_that_somebody_removed_are_made_anew(journal: Journal) -> None:
    await long_chain(journal, 700, 1100)
    await journal.connection.execute("DELETE FROM journal_node WHERE position = 1")
    entry = await journal.connection.fetchval("SELECT entry_id FROM journal_seal WHERE seq = 3")
    proof = await prove_inclusion(journal.connection, entry)
    assert proof is not None
    assert proof.holds()


async def test_checkpoints_are_numbered_and_signed(history: Journal) -> None:
    first, second = history.kept
    assert (first.number, first.size, second.number, second.size) == (1, 5, 2, 10)
    assert (first.origin, first.at, first.key_id) == (ORIGIN, NOW, key_id_of(PUBLIC))
    assert all(is_signed(each, KEYS) for each in history.kept)
    assert not is_signed(replace(first, size=6), KEYS)
    assert not is_signed(replace(first, origin="https://elsewhere.example"), KEYS)
    assert not is_signed(first, {})
    assert not is_signed(first, {first.key_id: b"short"})


async def test_nothing_new_needs_no_new_checkpoint(history: Journal) -> None:
    third = await history.checkpoint()
    assert (third.number, third.size) == (3, 12)
    assert await history.checkpoint() == third
    assert len(await checkpoints(history.connection)) == 3


async def test_there_is_no_checkpoint_of_nothing(journal: Journal) -> None:
    assert await make_checkpoint(journal.connection, KEY, ORIGIN, NOW) is None


async def test_a_new_key_signs_even_if_nothing_is_new(history: Journal) -> None:
    last = await history.checkpoint()
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    made = await make_checkpoint(history.connection, key, ORIGIN, NOW)
    assert made is not None
    assert (made.number, made.size, made.root) == (4, last.size, last.root)
    public = key.public_key().public_bytes_raw()
    assert is_signed(made, {**KEYS, key_id_of(public): public})


async def test_an_exported_checkpoint_is_read_back(history: Journal) -> None:
    for each in history.kept:
        assert read_checkpoint(orjson.dumps(each.exported())) == each
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_checkpoint("[]")


async def test_a_tree_that_did_not_grow_out_of_the_last_is_not_signed(history: Journal) -> None:
    await history.spoil("UPDATE journal_seal SET hash = sha256('x') WHERE seq = 4")
    with pytest.raises(JournalDamaged) as damaged:
        await history.checkpoint()
    assert (damaged.value.fault.problem, damaged.value.fault.number) == (Problem.TREE_REWRITTEN, 2)
    assert len(await checkpoints(history.connection)) == 2


async def test_a_tree_that_shrank_is_not_signed(history: Journal) -> None:
    await history.spoil("DELETE FROM journal_seal WHERE seq > 7")
    with pytest.raises(JournalDamaged, match="checkpoint 2: covers more seals"):
        await history.checkpoint()


async def test_a_tree_with_a_hole_is_not_signed(history: Journal) -> None:
    await history.spoil("DELETE FROM journal_seal WHERE seq = 7")
    with pytest.raises(JournalDamaged, match="seal 7: there is no seal"):
        await history.checkpoint()
