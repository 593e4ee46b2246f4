"""A blob is erased with an entry about it and in no other way; what is left tells nothing and verifies."""

from hashlib import sha256
from uuid import UUID

import asyncpg
import pytest

from journal.entry import Change, Entry
from journal.recording import append, erase_blob
from models.journal import EntryKind
from tests.journal.conftest import NOW, Journal

ROW = "SELECT sha256, salt, bytes, erased_by FROM journal_blob WHERE entry_id = $1 AND part = $2"
ERASE = "UPDATE journal_blob SET salt = NULL, bytes = NULL, erased_by = $3 WHERE entry_id = $1 AND part = $2"


def erasure(about: UUID) -> Entry:
    return Entry(EntryKind.ERASURE, NOW, "eraseBlob", actor=UUID(int=9), about=about)


async def erase(journal: Journal, about: UUID, part: str) -> UUID:
    async with journal.connection.transaction():
        return await erase_blob(journal.connection, erasure(about), part)


async def test_an_erased_journal_is_verified_before_and_after_the_erasure_is_sealed(history: Journal) -> None:
    await erase(history, history.entries[2], "payload")
    for pending in (1, 0):
        verdict = await history.verify()
        assert (verdict.fault, verdict.seals, verdict.pending) == (None, 13 - pending, pending)
        code, told = history.verify_far_away(await history.export())
        assert code == 0, told
        await history.seal()


async def test_nothing_is_left_by_which_a_short_value_could_be_guessed(history: Journal) -> None:
    about = history.entries[2]
    before = await history.connection.fetchrow(ROW, about, "payload")
    eraser = await erase(history, about, "payload")
    row = await history.connection.fetchrow(ROW, about, "payload")
    assert before is not None
    assert row is not None
    assert tuple(row) == (before["sha256"], None, None, eraser)

    # with the salt anybody could try all values; without it even the right one does not fit
    assert sha256(before["salt"] + before["bytes"]).digest() == row["sha256"]
    assert sha256(before["bytes"]).digest() != row["sha256"]
    salts = await history.connection.fetch("SELECT salt FROM journal_blob WHERE salt IS NOT NULL")
    assert before["salt"] not in {salt for (salt,) in salts}
    assert len(salts) == len({salt for (salt,) in salts})
    dump = (await history.export()).read_text()
    assert dump.count(row["sha256"].hex()) == 1


async def test_the_same_value_has_another_hash_in_every_entry(history: Journal) -> None:
    hashes = await history.connection.fetch("SELECT sha256 FROM journal_blob WHERE part = 'payload'")
    assert len({digest for (digest,) in hashes}) == len(hashes) == 12


async def test_erasing_without_an_entry_about_it_is_refused(history: Journal) -> None:
    about = history.entries[2]
    other = await append(history.connection, erasure(history.entries[3]))
    for eraser in (None, UUID(int=1), history.entries[5], other):
        with pytest.raises(asyncpg.CheckViolationError):
            await history.connection.execute(ERASE, about, "payload", eraser)
        with pytest.raises(asyncpg.CheckViolationError):
            await history.connection.execute("SELECT erase_blob($1, 'payload', $2)", about, eraser)


async def test_an_erasure_of_yesterday_does_not_serve_today(history: Journal) -> None:
    about = history.entries[2]
    told = Entry(EntryKind.ERASURE, NOW, "eraseBlob", about=about, details={"part": "payload"})
    await append(history.connection, told)
    with pytest.raises(asyncpg.CheckViolationError):
        await history.connection.execute("SELECT erase_blob($1, 'payload', $2)", about, told.id)
    verdict = await history.verify()
    assert verdict.fault is not None
    assert "still stands" in verdict.fault.message_en


async def test_what_is_erased_cannot_be_erased_again(history: Journal) -> None:
    await erase(history, history.entries[2], "payload")
    with pytest.raises(asyncpg.CheckViolationError):
        await erase(history, history.entries[2], "payload")
    assert (await history.verify()).fault is None


async def test_a_blob_that_there_is_not_cannot_be_erased(history: Journal) -> None:
    with pytest.raises(asyncpg.NoDataFoundError):
        await erase(history, UUID(int=1), "payload")
    assert (await history.verify()).pending == 0


async def test_who_may_not_touch_the_table_may_not_erase_either(history: Journal) -> None:
    name = f"reader_{UUID(bytes=bytes(16)).hex[:6]}"
    await history.connection.execute(f"CREATE ROLE {name}")
    try:
        allowed = await history.connection.fetchval(
            f"SELECT has_function_privilege('{name}', 'erase_blob(uuid, text, uuid)', 'EXECUTE')"
        )
    finally:
        await history.connection.execute(f"DROP ROLE {name}")
    assert allowed is False


@pytest.mark.parametrize("table", ["journal_blob", "journal_entity"])
async def test_nothing_is_added_to_an_entry_afterwards(history: Journal, table: str) -> None:
    rows = {
        "journal_blob": "($1, 'cms', sha256(''), sha256('salt'), '', NULL)",
        "journal_entity": "($1, 'Garden', gen_random_uuid(), 1)",
    }
    entry = await append(history.connection, Entry(EntryKind.SYSTEM, NOW, "waterGarden"))
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        await history.connection.execute(f"INSERT INTO {table} VALUES {rows[table]}", entry)
    assert refusal.value.constraint_name == f"{table}_with_entry"


async def test_an_entry_may_be_written_within_a_savepoint(history: Journal) -> None:
    async with history.connection.transaction():
        entry = Entry(EntryKind.SYSTEM, NOW, "waterGarden", changes=(Change("Garden", UUID(int=1), 1),))
        async with history.connection.transaction():
            await append(history.connection, entry)
        await erase_blob(history.connection, erasure(history.entries[0]), "cms")
    assert await history.seal() == 2
    assert (await history.verify()).fault is None
