"""Hostile requests: each a coded refusal, soon, in words without Python, and nothing is sent for it."""

import base64
import json
import re
import time

import pytest

from errors import BadCursor
from schema.execution import Request
from tests.reading import Nowhere
from tests.schema.hostile import DOCUMENTS, VARIABLES, Hostile

PYTHON = re.compile(
    r"\b(None|True|False|inf|nan)\b|Traceback|(?<!Syntax )Error\b|<class|object at 0x|\bsys\.|\\x"
)
SECONDS = 0.25
"""Five times what is promised: the tests may run on a slow machine."""


async def used() -> Nowhere:
    """Give an executor that has answered something before."""
    nowhere = Nowhere()
    await nowhere.ask(Request("{ facilities(filter: {nameShort: {equal: null}}) { totalCount } }"))
    nowhere.sent.clear()
    return nowhere


@pytest.fixture
async def nowhere() -> Nowhere:
    """An executor that has answered something before."""
    return await used()


async def seconds_of(request: Request) -> float:
    """Measure a request by the processor's time; the best of a few, since the machine may be busy."""
    best = SECONDS
    for _ in range(5):
        nowhere = await used()
        began = time.process_time()
        await nowhere.ask(request)
        best = min(best, time.process_time() - began)
        if best < SECONDS / 2:
            break
    return best


@pytest.mark.parametrize("hostile", [*DOCUMENTS, *VARIABLES], ids=lambda hostile: hostile.name)
async def test_a_hostile_request_is_refused_in_plain_words(nowhere: Nowhere, hostile: Hostile) -> None:
    answer = await nowhere.ask(hostile.request)
    assert answer.data is None
    assert nowhere.sent == []
    assert {error.code for error in answer.errors} == {hostile.code}
    for error in answer.errors:
        formatted = json.dumps(error.formatted(), ensure_ascii=False)
        formatted.encode()
        assert len(formatted) < 1000
        assert not PYTHON.search(error.message), error.message
        assert not PYTHON.search(error.message_en), error.message_en


@pytest.mark.parametrize("hostile", [*DOCUMENTS, *VARIABLES], ids=lambda hostile: hostile.name)
async def test_a_hostile_request_is_refused_soon(hostile: Hostile) -> None:
    assert await seconds_of(hostile.request) < SECONDS


async def test_a_refused_document_is_refused_again_without_being_read(nowhere: Nowhere) -> None:
    for hostile in DOCUMENTS:
        first = await nowhere.ask(hostile.request)
        began = time.process_time()
        second = await nowhere.ask(hostile.request)
        assert time.process_time() - began < SECONDS
        assert [error.formatted() for error in second.errors] == [error.formatted() for error in first.errors]


Keys = list[object]

ORDERS: dict[str, Keys] = {
    "[]": ["018f0000-0000-7000-8000-000000000001"],
    "[NAME_SHORT_ASC]": ["ё", "018f0000-0000-7000-8000-000000000001"],
    "[CREATED_AT_DESC, EDRPOU_ASC]": [
        "2026-01-05T09:00:00+00:00",
        None,
        "018f0000-0000-7000-8000-000000000001",
    ],
}
FORGED: Keys = [
    None,
    "",
    "x",
    "a\x00b",
    5,
    -1,
    1.5,
    True,
    [],
    {},
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59-23:59",
]


def cursor_of(digest: str, keys: Keys) -> str:
    return base64.urlsafe_b64encode(json.dumps([digest, *keys]).encode()).decode().rstrip("=")


async def digest_of(order: str) -> str:
    """Find the mark of an order in the statement that writes its cursors."""
    nowhere = Nowhere()
    await nowhere.ask(Request(f"{{ facilities(orderBy: {order}) {{ edges {{ cursor }} }} }}"))
    found = re.search(r"json_build_array\('([0-9a-f]+)'", nowhere.sent[0][0])
    assert found is not None
    return found[1]


def may_stand(forged: object, place: int, order: str) -> bool:
    """Tell whether a forged key is one that some row may have: a text, or no EDRPOU."""
    is_text = (place, order) in ((0, "[NAME_SHORT_ASC]"), (1, "[CREATED_AT_DESC, EDRPOU_ASC]"))
    return (isinstance(forged, str) and is_text and "\x00" not in forged) or (
        forged is None and "EDRPOU" in order and place == 1
    )


async def refusals_of(nowhere: Nowhere, order: str, cursor: object) -> list[str]:
    query = f"query ($c: String) {{ facilities(after: $c, orderBy: {order}) {{ nodes {{ id }} }} }}"
    answer = await nowhere.ask(Request(query, None, {"c": cursor}))
    return [error.code for error in answer.errors]


@pytest.mark.parametrize("order", ORDERS)
async def test_a_cursor_with_a_forged_key_is_refused(nowhere: Nowhere, order: str) -> None:
    digest, keys = await digest_of(order), ORDERS[order]
    assert await refusals_of(nowhere, order, cursor_of(digest, keys)) == []
    nowhere.sent.clear()
    for place in range(len(keys)):
        for forged in FORGED:
            wrong: Keys = [*keys[:place], forged, *keys[place + 1 :]]
            if may_stand(forged, place, order):
                continue
            assert await refusals_of(nowhere, order, cursor_of(digest, wrong)) == [BadCursor.code], wrong
    wrong_numbers: list[Keys] = [keys[:-1], [*keys, "x"], [], [digest]]
    for wrong in wrong_numbers:
        assert await refusals_of(nowhere, order, cursor_of(digest, wrong)) == [BadCursor.code]
    assert nowhere.sent == []


@pytest.mark.parametrize("order", ORDERS)
async def test_a_cursor_with_a_flipped_bit_is_refused_or_is_another_place(
    nowhere: Nowhere, order: str
) -> None:
    cursor = cursor_of(await digest_of(order), list(ORDERS[order]))
    for place in range(len(cursor)):
        for bit in range(8):
            forged = cursor[:place] + chr(ord(cursor[place]) ^ 1 << bit) + cursor[place + 1 :]
            assert await refusals_of(nowhere, order, forged) in ([], [BadCursor.code], ["BAD_REQUEST"])


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "=",
        "AAAA",
        "W10",
        "bnVsbA",
        "e30",
        "А",
        "W" * 5000,
        "WyJ" + "W" * 60_000,
        "[" * 4000,
        " ",
        "-_",
        "%00",
    ],
    ids=lambda cursor: cursor[:10],
)
async def test_what_is_no_cursor_is_refused(nowhere: Nowhere, cursor: str) -> None:
    assert await refusals_of(nowhere, "[]", cursor) == [BadCursor.code]
    assert nowhere.sent == []


async def test_a_neighbour_is_answered_after_every_hostile_request(nowhere: Nowhere) -> None:
    for hostile in (*DOCUMENTS, *VARIABLES):
        await nowhere.ask(hostile.request)
    answer = await nowhere.ask(Request("{ facilities { nodes { id } } }"))
    assert answer.errors == ()
    assert len(nowhere.sent) == 1
