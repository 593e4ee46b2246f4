import logging
import re

import pytest

from web.request_id import RequestIdFilter, name_request


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


def test_log_records_carry_the_id() -> None:
    name_request(b"request-1")
    record = logging.LogRecord("web", logging.INFO, "", 0, "", (), None)
    assert RequestIdFilter().filter(record)
    assert vars(record)["request_id"] == "request-1"
