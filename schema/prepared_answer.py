"""Finds the bytes to sign in what a person has at hand: an answer to `prepare`, or the payload itself."""

import orjson

from schema.mutation import PREPARE

DEPTH_MAX = 8
"""data, prepare and the act, under any names that a document gives them, with room to spare."""


def payload_in(given: bytes) -> bytes:
    """Give the payload of an answer to `prepare`; anything else is itself what is to be signed.

    The end of the line that shells and editors add is left out. Raises ValueError for an answer without a
    payload, or with more than one.
    """
    stripped = given.strip(b"\r\n")
    try:
        answer: object = orjson.loads(stripped)
    except orjson.JSONDecodeError:
        return given
    if not isinstance(answer, dict) or not answer.keys() & {"data", "errors"}:
        return stripped
    found = _payloads(answer.get("data"), DEPTH_MAX)
    if len(found) != 1:
        raise ValueError(f"{PREPARE} gave {len(found)} payloads")
    return found[0].encode()


def _payloads(value: object, depth: int) -> list[str]:
    if not isinstance(value, dict) or depth == 0:
        return []
    payload = value.get("payload")
    if isinstance(payload, str):
        return [payload]
    return [each for inner in value.values() for each in _payloads(inner, depth - 1)]
