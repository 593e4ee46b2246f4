"""Scalars beside those of GraphQL: UUID, Date, DateTime, Decimal, each a string in JSON.

A value that cannot be read is refused in words of this service, and values that PostgreSQL could not hold
are refused here, before anything is sent.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

SignedPayload = NewType("SignedPayload", str)
"""Signed bytes as they travel."""

DECIMAL_DIGITS_MAX = 30
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def _text(value: object, expected: str) -> str:
    if not isinstance(value, str) or len(value) > 64:
        raise GraphQLError(expected)
    return value


def _reader(expected: str, read: Callable[[str], object]) -> Callable[[object], object]:
    def parse(value: object) -> object:
        try:
            return read(_text(value, expected))
        except (ValueError, OverflowError, InvalidOperation) as error:
            raise GraphQLError(expected) from error

    return parse


def _date(text: str) -> dt.date:
    if _DATE.fullmatch(text) is None:  # Python reads weeks too
        raise ValueError
    return dt.date.fromisoformat(text)


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(dt.UTC)


def _decimal(text: str) -> Decimal:
    if _DECIMAL.fullmatch(text) is None:  # Python reads infinities, underscores and digits of all scripts
        raise ValueError
    number = Decimal(text)
    if abs(number.adjusted()) > DECIMAL_DIGITS_MAX:
        raise ValueError
    return number


def _signed(value: object) -> str:
    if not isinstance(value, str):
        raise GraphQLError("expected base64 of a CMS SignedData with attached content")
    return value


def _scalar(name: str, description: str, parse: Callable[[object], object]) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=description, serialize=str, parse_value=parse)


SCALARS: dict[object, ScalarDefinition] = {
    UUID: _scalar("UUID", "UUID за RFC 9562", _reader("expected a UUID", UUID)),
    dt.date: _scalar("Date", "Дата ISO 8601: РРРР-ММ-ДД", _reader("expected a date YYYY-MM-DD", _date)),
    dt.datetime: _scalar(
        "DateTime",
        "Час ISO 8601 зі зсувом; у відповідях — UTC",
        _reader("expected a date and time of ISO 8601 with an offset", _moment),
    ),
    SignedPayload: _scalar("SignedPayload", "CMS SignedData із вкладеними даними, у base64", _signed),
    Decimal: _scalar(
        "Decimal", "Десяткове число рядком", _reader("expected a decimal number as a string", _decimal)
    ),
}
