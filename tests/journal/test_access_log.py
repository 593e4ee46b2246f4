"""Reads of identity data are digested into the chain."""

import datetime as dt
from uuid import UUID

import asyncpg
import pytest

from journal.access_log import LOCK, digest_reads, ranges_in, ranges_of, written
from tests.journal.conftest import NOW, Journal

PERSON, READER = UUID(int=5), UUID(int=6)
READ = """
INSERT INTO access_log (principal_id, person_id, fields_read, fields_filtered, row_count, subjects)
VALUES ($1, $1, $2, $3, cardinality($4::uuid[]), $4)
"""


async def read(connection: asyncpg.Connection, *subjects: UUID, filtered: tuple[str, ...] = ()) -> None:
    """What a statement that reads identity data leaves behind."""
    await connection.execute(READ, READER, ["Employee.identity.taxId"], list(filtered), list(subjects))


@pytest.fixture
async def read_journal(journal: Journal) -> Journal:
    """A journal with a sealed digest of three reads, and one read since."""
    await read(journal.connection, PERSON)
    await read(journal.connection, PERSON, UUID(int=9))
    await read(journal.connection, filtered=("EmployeeFilter.taxId",))
    assert await digest_reads(journal.connection, NOW) == 3
    await journal.seal()
    await read(journal.connection, PERSON)
    return journal


async def test_digested_reads_are_verified_and_new_ones_wait(read_journal: Journal) -> None:
    verdict = await read_journal.verify()
    assert (verdict.fault, verdict.reads, verdict.seals) == (None, 3, 1)
    assert await digest_reads(read_journal.connection, NOW) == 1
    assert (await read_journal.verify()).reads == 4
    assert await digest_reads(read_journal.connection, NOW) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET principal_id = gen_random_uuid() WHERE id = 2",
        "UPDATE access_log SET subjects = '{}' WHERE id = 2",
        "UPDATE access_log SET at = at - interval '1 hour' WHERE id = 2",
        "UPDATE access_log SET fields_read = '{x}' WHERE id = 2",
        "UPDATE access_log SET row_count = 1 WHERE id = 2",
        "UPDATE access_log SET facility_id = gen_random_uuid() WHERE id = 2",
        "DELETE FROM access_log WHERE id = 2",
    ],
)
async def test_a_read_that_was_changed_is_found_by_its_digest(read_journal: Journal, statement: str) -> None:
    await read_journal.spoil(statement)
    fault = (await read_journal.verify()).fault
    assert fault is not None
    assert fault.message_en == ("access digest 1: the reads are no longer those that this entry tells of")


async def test_a_read_that_was_slipped_in_or_lost_on_the_way_is_found(read_journal: Journal) -> None:
    await read_journal.connection.execute("DELETE FROM access_pending")
    fault = (await read_journal.verify()).fault
    assert fault is not None
    assert "told of by no digest" in fault.message_en


async def test_a_read_that_is_committed_late_gets_the_next_digest(
    journal: Journal, own_database_url: str
) -> None:
    late = await asyncpg.connect(own_database_url)
    transaction = late.transaction()
    await transaction.start()
    await read(late, PERSON)
    await read(journal.connection, PERSON)
    assert await digest_reads(journal.connection, NOW) == 1
    await transaction.commit()
    await late.close()
    assert await digest_reads(journal.connection, NOW + dt.timedelta(minutes=1)) == 1
    await journal.seal()
    assert (await journal.verify()).fault is None


async def test_who_finds_another_digesting_goes_away(journal: Journal, own_database_url: str) -> None:
    await read(journal.connection, PERSON)
    other = await asyncpg.connect(own_database_url)
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        assert await digest_reads(journal.connection, NOW) == 0
    await other.close()
    assert await digest_reads(journal.connection, NOW) == 1


async def test_many_reads_make_several_digests(journal: Journal) -> None:
    for _ in range(5):
        await read(journal.connection, PERSON)
    digested = [await digest_reads(journal.connection, NOW, at_most=2) for _ in range(4)]
    assert digested == [2, 2, 1, 0]
    assert (await journal.verify()).reads == 5


def test_ranges_are_written_and_read() -> None:
    ranges = ranges_of([1, 2, 3, 7, 9, 10])
    assert written(ranges) == "1-3,7-7,9-10"
    assert ranges_in(written(ranges)) == list(ranges)
    with pytest.raises(ValueError, match=r"."):
        ranges_in("everything")
