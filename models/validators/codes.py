"""Codes of organisations and taxpayers: V-EDRPOU, V-RNOKPP, V-NOTAX; the arithmetic is python-stdnum's."""

import re
from datetime import date, timedelta

from stdnum.ua import edrpou as edrpou_arithmetic
from stdnum.ua import rntrc

from models.identity import Gender
from models.validators.verdict import Accepted, Problem, Rejected, judged, unless
from models.validators.words import LETTERS

DAY_ZERO = date(1899, 12, 31)  # a tax number begins with the days from here to the birth
LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
SERIES_AND_NUMBER = re.compile(f"[{LETTERS[:33]}]{{2}}[0-9]{{6}}")
CARD_NUMBER = re.compile("[0-9]{9}")

CHECKSUM = Problem("checksum", "контрольна цифра не збігається", "the check digit does not agree")


def edrpou(written: str) -> Accepted[str] | Rejected:
    """Give a code of a legal entity: 8 digits, the last of them a check digit (V-EDRPOU)."""
    value = without_spaces(written)
    if not re.fullmatch("[0-9]{8}", value) or value == "00000000":
        return Rejected((Problem("format", "рівно 8 цифр, не самі нулі", "exactly 8 digits, not all zeros"),))
    return judged(value, None if edrpou_arithmetic.is_valid(value) else CHECKSUM)


def tax_id(
    written: str, birth_date: date | None = None, gender: Gender | None = None
) -> Accepted[str] | Rejected:
    """Give a taxpayer's number: 10 digits, the last of them a check digit (V-RNOKPP).

    That it tells another birth date or gender is a warning, since people with corrected dates exist.
    """
    value = without_spaces(written)
    if not re.fullmatch("[0-9]{10}", value):
        return Rejected((Problem("format", "рівно 10 цифр", "exactly 10 digits"),))
    if not rntrc.is_valid(value):
        return Rejected((CHECKSUM,))
    return judged(value, warnings=(_birth_date_warning(value, birth_date), _gender_warning(value, gender)))


def tax_id_substitute(written: str) -> Accepted[str] | Rejected:
    """Give the passport number that stands for a refused taxpayer's number (V-NOTAX)."""
    value = folded(written)
    return judged(
        value,
        unless(
            SERIES_AND_NUMBER.fullmatch(value) or CARD_NUMBER.fullmatch(value),
            "format",
            "номер паспорта: 9 цифр або дві українські літери і 6 цифр",
            "a passport number: 9 digits, or two Ukrainian letters and 6 digits",
        ),
    )


def without_spaces(written: str) -> str:
    """Give the text without any white space."""
    return "".join(written.split())


def folded(written: str) -> str:
    """Give a series and number in upper case, without spaces, Latin look-alikes made Cyrillic."""
    return without_spaces(written).upper().translate(LOOK_ALIKES)


def _birth_date_warning(value: str, birth_date: date | None) -> Problem | None:
    told = DAY_ZERO + timedelta(days=int(value[:5]))
    if birth_date is None or told == birth_date:
        return None
    return Problem(
        "birthDateMismatch",
        f"номер відповідає даті народження {told:%d.%m.%Y}",
        f"the number belongs to the birth date {told.isoformat()}",
    )


def _gender_warning(value: str, gender: Gender | None) -> Problem | None:
    told = Gender.MALE if int(value[8]) % 2 else Gender.FEMALE
    if gender is None or told is gender:
        return None
    return Problem(
        "genderMismatch",
        f"номер відповідає статі «{told.title_uk}»",
        f"the number belongs to the gender {told.value}",
    )
