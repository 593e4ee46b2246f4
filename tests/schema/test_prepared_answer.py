"""What is signed of an answer to `prepare`, and of what is no such answer."""

import json

import pytest

from schema.prepared_answer import payload_in

PAYLOAD = '{"input":{"name":"Банк крові"},"operation":"createDepartment"}'


def answer(*payloads: str) -> bytes:
    acts = {f"a{number}": {"payload": each, "text": "…"} for number, each in enumerate(payloads)}
    return json.dumps({"data": {"prepare": acts}}).encode()


def test_the_payload_of_an_answer_is_signed_as_it_is() -> None:
    assert payload_in(answer(PAYLOAD)) == PAYLOAD.encode()
    assert payload_in(answer(PAYLOAD) + b"\n") == PAYLOAD.encode()


def test_a_payload_is_signed_without_the_end_of_the_line_that_an_editor_adds() -> None:
    assert payload_in(PAYLOAD.encode()) == payload_in(PAYLOAD.encode() + b"\r\n") == PAYLOAD.encode()


@pytest.mark.parametrize("given", [b"", b"text\n", b"\xff\x00", b'{"input"'])
def test_whatever_else_is_signed_byte_by_byte(given: bytes) -> None:
    assert payload_in(given) == given


@pytest.mark.parametrize(
    "given", [answer(), answer(PAYLOAD, PAYLOAD), b'{"errors": []}', b'{"data": null}', b'{"data": {"a": 1}}']
)
def test_an_answer_without_one_payload_is_refused(given: bytes) -> None:
    with pytest.raises(ValueError, match="payloads"):
        payload_in(given)
