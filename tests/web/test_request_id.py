import re

import pytest

from web.request_id import name_request


@pytest.mark.parametrize(
    "given", [b"0f8fad5b-d9cb-469f-a165-70867728950e", b"abcdefgh", b"A.b_c-" + b"1" * 58]
)
def test_a_plain_id_is_taken(given: bytes) -> None:
    assert name_request(given) == given.decode()


@pytest.mark.parametrize(
    "given",
    [
        None,
        b"",
        b"short",
        b"a" * 65,
        b"with space",
        b"line\r\nfeed",
        "ідентифікатор".encode(),
        b"-leading-dash",
    ],
)
def test_another_id_is_replaced_by_a_new_one(given: bytes | None) -> None:
    first, second = name_request(given), name_request(given)
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first != second
