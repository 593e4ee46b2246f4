"""Cursors: base64url of a JSON array of the order's digest, the values of its keys and the row's id.

A cursor is opaque to clients and proves nothing, so every value in it is checked by its kind; the digest
tells a cursor of another order apart.
"""

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from uuid import UUID

import orjson

from compiler.catalogue import Kind
from compiler.tree import Ordering
from errors import BadCursor

CURSOR_LENGTH_MAX = 4096
"""More than the longest keys need: two texts of 500 characters, escaped and encoded."""

_INT4 = 2**31


def digest_of(entity: str, order: tuple[Ordering, ...]) -> str:
    """Give the mark of an order: eight hexadecimal digits."""
    text = "|".join([entity, *(f"{key.name} {key.descending}" for key in order)])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _text(value: object) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    return value


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_INT4 <= value < _INT4:
        raise ValueError
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _decimal(value: object) -> Decimal:
    number = Decimal(_text(value))
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueError
    return number


def _moment(value: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(dt.UTC)  # beyond the years that can be sent it overflows here


_READERS: Mapping[Kind, Callable[[object], object]] = {
    Kind.TEXT: _text,
    Kind.CODE: _text,
    Kind.UUID: lambda value: UUID(_text(value)),
    Kind.INT: _int,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: lambda value: dt.date.fromisoformat(_text(value)),
    Kind.MOMENT: _moment,
}


def decode_cursor(given: object, digest: str, order: tuple[Ordering, ...]) -> list[object]:
    """Give the values of the order's keys; BadCursor when this service could not have made it."""
    try:
        text = _text(given)
        if len(text) > CURSOR_LENGTH_MAX:
            raise ValueError
        values = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(order) + 1 or values[0] != digest:
            raise ValueError
        return [_value(value, key) for value, key in zip(values[1:], order, strict=True)]
    except (ValueError, TypeError, OverflowError, binascii.Error, InvalidOperation) as error:
        raise BadCursor(
            "курсор записано неправильно, або він належить іншому порядку",
            "the cursor is malformed or belongs to another order",
        ) from error


def _value(value: object, key: Ordering) -> object:
    if value is None:
        if not key.nullable:
            raise ValueError
        return None
    return _READERS[key.kind](value)
