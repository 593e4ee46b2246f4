"""The same header gives the same bytes wherever it is read, and the hash covers every member of it."""

import datetime as dt
import json
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.canonical import BEGINNING, entry_hash, header_bytes, header_bytes_again, seal_hash
from journal.entry import Entry, Header, moment, stored_header, whole_header
from journal.reading import MOMENT
from journal.recording import append
from models.journal import EntryKind
from tests.journal.conftest import NOW, Journal, act


def covered(entry: Entry) -> Header:
    """The header that the hash covers."""
    return whole_header(entry, stored_header(entry))


WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
NAMES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, JSON, max_size=5))
def test_the_fast_way_gives_the_bytes_of_the_standard(header: dict[str, object]) -> None:
    rest: dict[str, object] = {"id": "i", "kind": "ACT", "at": "t", "changes": [["Garden", "g", 1]]}
    again = header_bytes_again(json.dumps(header), "i", "ACT", "t", [["Garden", "g", 1]])
    assert again == header_bytes({**header, **rest})


@pytest.mark.parametrize("stored", ["[]", "5", '"x"', "{", ""])
def test_what_is_no_header_is_told(stored: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        header_bytes_again(stored, "i", "ACT", "t", [])


def test_the_bytes_of_an_entry_are_these() -> None:
    entry = replace(act(3), id=UUID(int=1))
    assert header_bytes(covered(entry)).decode() == (
        '{"actor":"00000000-0000-0000-0000-000000000007","at":"2026-11-22T09:30:03.120000Z",'
        '"changes":[["Department","00000000-0000-0000-0000-0000000003eb",2],'
        '["Position","00000000-0000-0000-0000-0000000007d3",1]],'
        '"facility":"00000000-0000-0000-0000-000000000008","id":"00000000-0000-0000-0000-000000000001",'
        '"kind":"ACT","nonce":"nonce-3","operation":"createDepartment",'
        '"parts":["cms","evidence","payload","result"]}'
    )


def test_every_member_changes_the_hash() -> None:
    entry = replace(act(3), id=UUID(int=1))
    others = [
        replace(entry, kind=EntryKind.LOGIN),
        replace(entry, at=entry.at + dt.timedelta(microseconds=1)),
        replace(entry, operation="closeDepartment"),
        replace(entry, id=UUID(int=2)),
        replace(entry, actor=None),
        replace(entry, client=UUID(int=7)),
        replace(entry, facility=UUID(int=7)),
        replace(entry, nonce="another"),
        replace(entry, about=UUID(int=7)),
        replace(entry, details={"rows": 1}),
        replace(entry, changes=entry.changes[:1]),
        replace(entry, changes=(replace(entry.changes[0], version=9), entry.changes[1])),
        replace(entry, blobs={}),
    ]
    hashes = {entry_hash(header_bytes(covered(each)), ()) for each in (entry, *others)}
    assert len(hashes) == len(others) + 1


def test_the_order_in_which_changes_are_told_does_not_matter() -> None:
    entry = act(3)
    turned = replace(entry, changes=entry.changes[::-1])
    assert covered(entry) == covered(turned)


def test_hashes_are_those_of_the_definition() -> None:
    header, blob = b'{"a":1}', sha256(b"blob").digest()
    covered = b"\x02" + bytes(7) + b"\x07" + header + b"\x07payload" + blob
    assert entry_hash(header, [("payload", blob)]) == sha256(covered).digest()
    sealed = b"\x01" + bytes(32) + bytes(7) + b"\x01" + blob
    assert seal_hash(BEGINNING, 1, blob) == sha256(sealed).digest()


@pytest.mark.parametrize(
    "at",
    [
        dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
        dt.datetime(2026, 7, 2, 3, 4, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=3))),
        dt.datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC),
    ],
)
async def test_a_moment_is_written_alike_here_and_in_the_database(
    connection: asyncpg.Connection, at: dt.datetime
) -> None:
    assert await connection.fetchval(f"SELECT {MOMENT} FROM (SELECT $1::timestamptz AS at) AS given", at) == (
        moment(at)
    )


@pytest.mark.parametrize("odd", [1.0, 2**53, "nul\0", {"ціна": 1}, {1: 2}, [{"deep": [1e30]}], b"", NOW])
def test_details_that_would_be_read_back_otherwise_are_a_mistake(odd: object) -> None:
    with pytest.raises(AssertionError):
        replace(act(1), details={"odd": odd})


async def test_details_of_any_words_are_read_back_alike(journal: Journal) -> None:
    words = 'Їжак «ґ»\t\u2028\U0001f994\\"\x7f\x01'
    details = {"name": words, "rows": 2**53 - 1, "none": None, "deep": [{"b": -1, "a": [], "": {}}, True]}
    await append(journal.connection, replace(act(1), details=details))
    await journal.seal()
    assert (await journal.verify()).fault is None


def test_what_cannot_be_recorded_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        Entry(EntryKind.ACT, dt.datetime(2026, 1, 1), "waterGarden")  # noqa: DTZ001  that is the mistake
    with pytest.raises(AssertionError):
        replace(act(1), blobs={"gossip": b""})
    assert stored_header(Entry(EntryKind.ACT, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "x")) == {
        "operation": "x",
        "parts": [],
    }
