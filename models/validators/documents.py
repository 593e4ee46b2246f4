"""Identity documents and birth dates: V-BIRTH, V-PASSPORT, V-IDCARD, V-UNZR, V-DOCDATE, V-ONEPASS."""

import re
from collections.abc import Sequence
from datetime import date

from models.identity import DocumentType
from models.validators.codes import CARD_NUMBER, CHECKSUM, SERIES_AND_NUMBER, folded, without_spaces
from models.validators.verdict import Accepted, Problem, Rejected, judged, unless

AGE_MIN = 16
AGE_MAX = 100
ICAO_WEIGHTS = (7, 3, 1)
EXPIRING = frozenset(DocumentType) - {DocumentType.PASSPORT}
PASSPORTS = frozenset({DocumentType.PASSPORT, DocumentType.NATIONAL_ID})


def birth_date(
    written: date, today: date, age_min: int = AGE_MIN, age_max: int = AGE_MAX
) -> Accepted[date] | Rejected:
    """Give the birth date of a person of working age (V-BIRTH)."""
    if written > today:
        return Rejected(
            (Problem("date", "дата народження в майбутньому", "the birth date is in the future"),)
        )
    age = today.year - written.year - ((today.month, today.day) < (written.month, written.day))
    if age_min <= age <= age_max:
        return Accepted(written)
    problem = Problem(
        "date",
        f"вік має бути від {age_min} до {age_max} років, а виходить {age}",
        f"the age must be {age_min} to {age_max} years and is {age}",
    )
    return Rejected((problem,))


def passport(written: str) -> Accepted[str] | Rejected:
    """Give series and number of a passport booklet (V-PASSPORT)."""
    value = folded(written)
    fits = SERIES_AND_NUMBER.fullmatch(value)
    return judged(
        value,
        unless(
            fits, "format", "дві українські літери і 6 цифр", "two Ukrainian letters and 6 digits", "number"
        ),
    )


def id_card(written: str, expiration_date: date | None, unzr: str | None) -> Accepted[str] | Rejected:
    """Give the number of an ID card, which also needs its last day and the УНЗР (V-IDCARD)."""
    value = without_spaces(written)
    return judged(
        value,
        unless(CARD_NUMBER.fullmatch(value), "format", "9 цифр", "9 digits", "number"),
        _required("expirationDate", expiration_date),
        _required("unzr", unzr),
    )


def unzr(written: str, birth_date: date) -> Accepted[str] | Rejected:
    """Give a number of the demographic register; it begins with the birth date (V-UNZR).

    The span of its check digit is not published, so a digit that disagrees is only a warning.
    """
    value = without_spaces(written)
    if not re.fullmatch("[0-9]{8}-[0-9]{5}", value):
        problem = Problem("format", "8 цифр, дефіс, 5 цифр", "8 digits, a hyphen, 5 digits")
        return Rejected((problem,))
    digits = value.replace("-", "")
    return judged(
        value,
        unless(
            digits.startswith(f"{birth_date:%Y%m%d}"),
            "birthDateMismatch",
            "перші 8 цифр мають бути датою народження",
            "the first 8 digits must be the birth date",
        ),
        warnings=(None if digits.endswith(_icao_check_digit(digits[:-1])) else CHECKSUM,),
    )


def document_dates(
    type_: DocumentType, issued_at: date | None, expiration_date: date | None, birth_date: date, today: date
) -> Accepted[None] | Rejected:
    """Judge when a document was issued and when it ends (V-DOCDATE)."""
    issued, ends = issued_at or today, expiration_date or today
    return judged(
        None,
        unless(issued <= today, "date", "видано в майбутньому", "issued in the future", "issuedAt"),
        unless(issued >= birth_date, "date", "видано до народження", "issued before the birth", "issuedAt"),
        unless(ends >= today, "date", "строк дії закінчився", "no longer valid", "expirationDate"),
        _required("expirationDate", expiration_date) if type_ in EXPIRING else None,
    )


def document_set(types: Sequence[DocumentType]) -> Accepted[None] | Rejected:
    """Judge a person's documents together: each type once, a passport or an ID card (V-ONEPASS)."""
    repeated = [type_ for type_ in DocumentType if types.count(type_) > 1]
    return judged(
        None,
        unless(
            not repeated,
            "unique",
            f"кожен документ зазначають один раз: {'; '.join(type_.title_uk for type_ in repeated)}",
            f"each document is given once: {', '.join(repeated)}",
        ),
        unless(
            not set(types) >= PASSPORTS,
            "unique",
            "або паспорт, або ID-картка, не обидва",
            "either a passport or an ID card, not both",
        ),
    )


def _required(field: str, value: object | None) -> Problem | None:
    return unless(value is not None, "required", "обов’язкове поле", "required", field)


def _icao_check_digit(digits: str) -> str:
    """Sum the digits with the weights 7, 3, 1 in turn (ICAO 9303-3, 4.9)."""
    return str(sum(int(digit) * ICAO_WEIGHTS[place % 3] for place, digit in enumerate(digits)) % 10)
