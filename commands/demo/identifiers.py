"""Identifiers that look like the real ones and belong to nobody: UUIDv7, ЄДРПОУ, РНОКПП, УНЗР, ISBT 128.

Each is unique by construction and carries valid check digits. None can be a real person's or facility's:
no ЄДРПОУ issued so far begins with 9, and the serials 900-999 of one birth date (РНОКПП) and 9000-9999 (УНЗР)
lie far above the number of births a day.
"""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from stdnum.ua import edrpou, rntrc

FACILITIES_MAX = 20_000
"""A hundred serials for each of 15,671 birth dates suffice for the people of so many (about thirty each)."""

_TAX_EPOCH = date(1899, 12, 31)
_BIRTH_DATES = 15_671  # a prime, so that any stride walks over every date: 42.9 years
_YOUNGEST_AGE = 24
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """UUIDv7s that only grow: the time part is a counter that starts at a given moment, the rest is drawn."""

    __slots__ = ("_rng", "_tick")

    def __init__(self, rng: Random, start_at: datetime) -> None:
        self._rng = rng
        self._tick = int(start_at.timestamp() * 1000) << 12

    def next(self) -> UUID:
        """Give the next id, greater than every one before."""
        bits = self._rng.getrandbits(66)
        self._tick += 1 + (bits & 15)
        millisecond, step = divmod(self._tick, 1 << 12)
        return UUID(int=millisecond << 80 | 0x7 << 76 | step << 64 | 0b10 << 62 | bits >> 4)


def base36(number: int, width: int) -> str:
    """Write a number in base 36 with a fixed width."""
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 36)
        digits.append(_BASE36[digit])
    return "".join(reversed(digits))


def edrpou_of(number: int) -> str:
    """Give the ЄДРПОУ of the facility with this ordinal number."""
    body = f"{9_000_000 + number * 617_411 % 1_000_000}"
    return body + edrpou.calc_check_digit(body)


def isbt128_of(number: int) -> str:
    """Give the ISBT 128 facility code of the facility with this ordinal number."""
    return "Z" + base36(number, 4)


def birth_of(serial: int, today: date) -> date:
    """Give the birth date of the person with this ordinal number: 24 to 66 years before today."""
    days = (7_000 + serial * 6_151) % _BIRTH_DATES  # the first person is of middle age
    return today - timedelta(days=_YOUNGEST_AGE * 366 + days)


def tax_id_of(serial: int, birth_date: date, *, male: bool) -> str:
    """Give the РНОКПП of the person with this ordinal number."""
    lap = serial // _BIRTH_DATES
    parity = 1 + 2 * (serial % 5) if male else 2 * (serial % 5)
    body = f"{(birth_date - _TAX_EPOCH).days:05d}{900 + lap}{parity}"
    return body + rntrc.calc_check_digit(body)


def unzr_of(serial: int, birth_date: date) -> str:
    """Give the УНЗР of the person with this ordinal number."""
    body = f"{birth_date:%Y%m%d}{9000 + serial // _BIRTH_DATES * 10 + serial % 10}"
    return f"{body[:8]}-{body[8:]}{mrz_check_digit(body)}"


def mrz_check_digit(digits: str) -> int:
    """Compute the check digit of ICAO 9303: weights 7, 3, 1, modulo 10."""
    return sum(int(digit) * (7, 3, 1)[at % 3] for at, digit in enumerate(digits)) % 10
