"""What was changed behind the journal's back is found and named, in the database and from the export."""

from dataclasses import replace

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.canonical import BEGINNING, entry_hash, header_bytes_again, seal_hash
from journal.checkpoints import checkpoints, key_id_of
from journal.merkle import Frontier, leaf_hash
from journal.reading import read_changes, read_seals
from journal.verifying import verify_journal
from tests.journal.conftest import KEYS, Journal
from tests.journal.spoiling import ENTRY, SPOILED


async def test_an_untouched_journal_is_verified_to_its_end(history: Journal) -> None:
    verdict = await history.verify()
    assert verdict.fault is None
    assert (verdict.seals, verdict.blobs, verdict.changes, verdict.checkpoints) == (12, 48, 24, 2)
    assert (verdict.confirmed, verdict.pending) == (10, 0)

    code, told = history.verify_far_away(await history.export())
    assert (code, verdict.root.hex() in told) == (0, True), told
    code, told = history.verify_far_away(await history.export(with_bytes=False))
    assert (code, "12 seals, 10 of them" in told) == (0, True), told


@pytest.mark.parametrize("name", SPOILED)
async def test_what_was_spoiled_is_named_by_its_number(history: Journal, name: str) -> None:
    statements, here, far_away = SPOILED[name]
    await history.spoil(*statements)

    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.message_en.startswith(here)
    code, told = history.verify_far_away(await history.export())
    assert (code, told.split(" / ")[1][: len(far_away)]) == (1, far_away)


async def rewrite(history: Journal, number: int) -> None:
    """Change an entry and everything that follows from it, as whoever knows all rules would."""
    await history.spoil(
        "UPDATE journal_entry SET header = header || '{\"actor\": null}'"
        f" WHERE id = (SELECT entry_id FROM journal_seal WHERE seq = {number})",
    )
    for seal in await history.connection.fetch("SELECT seq FROM journal_seal ORDER BY seq"):
        if seal["seq"] >= number:
            await forge(history, seal["seq"])


async def forge(history: Journal, seq: int) -> None:
    """Write a seal anew after the one before it, with the hash that its entry is due now."""
    seal = (await read_seals(history.connection, seq - 1, 1))[0]
    changes = (await read_changes(history.connection, seq - 1, seq))[seq]
    blobs = await history.connection.fetch(
        "SELECT part, sha256 FROM journal_blob WHERE entry_id = $1::text::uuid ORDER BY part", seal["id"]
    )
    header = header_bytes_again(seal["header"], seal["id"], seal["kind"], seal["at"], changes)
    digest = entry_hash(header, [(part, each) for part, each in blobs])
    prev = await history.connection.fetchval("SELECT hash FROM journal_seal WHERE seq = $1", seq - 1)
    sealed = seal_hash(prev or BEGINNING, seq, digest)
    await history.spoil(
        f"UPDATE journal_entry SET entry_hash = '\\x{digest.hex()}' WHERE id = '{seal['id']}'",
        f"UPDATE journal_seal SET prev = '\\x{(prev or BEGINNING).hex()}', hash = '\\x{sealed.hex()}'"
        f" WHERE seq = {seq}",
    )


async def test_a_history_rewritten_to_its_end_does_not_fit_the_checkpoint(history: Journal) -> None:
    earlier = await history.export("earlier.ndjson")
    await rewrite(history, 7)

    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.message_en == (
        "checkpoint 2: the seals that it covers are not those that were signed"
        " (all is confirmed up to seal 5)"
    )
    export = await history.export()
    assert "checkpoint 2: seals 6–10 were rewritten" in history.verify_far_away(export)[1]
    told = history.verify_far_away(export, "--earlier", str(earlier))[1]
    assert "seal 7: not that of the earlier export" in told


async def test_a_history_rewritten_and_signed_anew_does_not_fit_what_was_kept(history: Journal) -> None:
    await rewrite(history, 7)
    seals = await history.connection.fetch("SELECT hash FROM journal_seal ORDER BY seq LIMIT 10")
    stolen = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))  # the true key, even that
    second = replace(
        history.kept[1], root=Frontier().extended(leaf_hash(digest) for (digest,) in seals).root()
    )
    signature = stolen.sign(second.signed_bytes())
    await history.spoil(
        f"UPDATE journal_checkpoint SET root = '\\x{second.root.hex()}', signature = '\\x{signature.hex()}'"
        " WHERE number = 2"
    )

    assert (await history.verify(exported=())).fault is None
    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.message_en.startswith("checkpoint 2: differs from the one exported earlier")
    told = history.verify_far_away(await history.export())[1]
    assert "checkpoint 2: not the one that was kept" in told


async def test_a_checkpoint_of_another_key_is_not_believed(history: Journal) -> None:
    stranger = Ed25519PrivateKey.generate()
    public = stranger.public_key().public_bytes_raw()
    forged = replace(history.kept[1], key_id=key_id_of(public))
    signature = stranger.sign(forged.signed_bytes()).hex()
    await history.spoil(
        f"UPDATE journal_checkpoint SET key_id = '{forged.key_id}', signature = '\\x{signature}'"
        " WHERE number = 2"
    )
    verdict = await history.verify(exported=())
    assert verdict.fault is not None
    assert verdict.fault.message_en.startswith("checkpoint 2: its signature")
    assert "checkpoint 2: not signed" in history.verify_far_away(await history.export())[1]


async def test_an_entry_slipped_in_beside_the_chain_is_found(history: Journal) -> None:
    await history.spoil(
        "INSERT INTO journal_entry (id, kind, at, header, entry_hash, made_in)"
        " SELECT '00000000-0000-0000-0000-000000000001', kind, at, header, entry_hash, made_in"
        f" FROM journal_entry WHERE id = {ENTRY}",
    )
    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.message_en.startswith("entry 00000000-0000-0000-0000-000000000001: the entry stands")


async def test_a_part_of_no_entry_is_found(history: Journal) -> None:
    await history.spoil(
        "INSERT INTO journal_entity VALUES (gen_random_uuid(), 'Garden', gen_random_uuid(), 1)"
    )
    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.message_en.endswith("(Garden): a part was added to the entry afterwards")


async def test_what_waits_for_its_seal_is_verified_too(history: Journal) -> None:
    await history.write(1)
    assert (await history.verify()).pending == 1
    await history.spoil(
        f"UPDATE journal_entry SET at = now() WHERE id = '{history.entries[-1]}'",
    )
    verdict = await history.verify()
    assert verdict.fault is not None
    assert verdict.fault.identity == str(history.entries[-1])


async def test_an_empty_journal_is_a_journal(journal: Journal) -> None:
    verdict = await journal.verify()
    assert (verdict.fault, verdict.seals, verdict.head) == (None, 0, BEGINNING)
    code, told = journal.verify_far_away(await journal.export())
    assert (code, "0 seals, 0 of them" in told) == (0, True), told


async def test_progress_is_told_to_the_end(history: Journal) -> None:
    told: list[tuple[int, int]] = []
    await verify_journal(history.connection, KEYS, progress=lambda *done: told.append(done))
    assert told == [(12, 12)]


async def test_a_fault_is_told_in_both_languages(history: Journal) -> None:
    await history.spoil("UPDATE journal_seal SET prev = sha256('x') WHERE seq = 4")
    fault = (await history.verify()).fault
    assert fault is not None
    assert fault.message == "печатка 4: не продовжує попередню печатку"
    assert fault.message_en == "seal 4: does not follow the seal before it"


async def test_exported_checkpoints_are_those_of_the_database(history: Journal) -> None:
    assert await checkpoints(history.connection) == history.kept
    lines = [orjson.loads(line) for line in (await history.export()).read_bytes().splitlines()]
    assert [line for line in lines if line["type"] == "checkpoint"] == [
        each.exported() for each in history.kept
    ]
