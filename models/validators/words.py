"""Texts and names: V-TEXT, V-NAME, V-ORGNAME, V-ORGNAME-EN, V-INV."""

import re
import unicodedata
from dataclasses import dataclass

from models.inventory import InventoryStatus
from models.validators.verdict import Accepted, Problem, Rejected, judged, unless

LETTERS = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘´`", "'"))

NOT_IN_NAME = re.compile(f"[^{LETTERS}' -]")
# « and „ open a name as " does; ^ is named among the beginnings of the rule and among what it forbids.
ORGANISATION_NAME_BEGINS = re.compile(r"[^\W_]|[№\"«„!*()\[\]._-]")
NOT_IN_ORGANISATION_NAME = re.compile(r"[ЫЪЭЁыъэё@%&$^#]")
ORGANISATION_NAME_EN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 '\".,&/()\-]*")
ABSENT_WORDS = {"відсутній", "відсутня", "немає", "absent"}

NAME_LENGTH_MAX = 100
ORGANISATION_NAME_LENGTH_MAX = 500
INVENTORY_NUMBER_LENGTH_MAX = 64


@dataclass(frozen=True, slots=True)
class InventoryMark:
    """An inventory number, or that there is none."""

    status: InventoryStatus
    number: str | None


def text(written: str, length_max: int) -> Accepted[str] | Rejected:
    """Give the text composed (NFC) and trimmed, of 1 to `length_max` characters (V-TEXT)."""
    value = unicodedata.normalize("NFC", written).strip()
    return judged(value, length_problem(value, length_max), control_problem(value))


def person_name(written: str) -> Accepted[str] | Rejected:
    """Give a name of a person with single spaces and one kind of apostrophe (V-NAME)."""
    value = collapsed(written.translate(APOSTROPHES))
    strange = _distinct(NOT_IN_NAME, value)
    return judged(
        value,
        length_problem(value, NAME_LENGTH_MAX, rule="format"),
        unless(
            not strange,
            "format",
            f"лише українські літери, апостроф, дефіс і пробіл; зайве: «{strange}»",
            f"only Ukrainian letters, apostrophe, hyphen and space; not '{strange}'",
        ),
        unless(
            not value.startswith(("'", "-")), "format", "має починатися з літери", "must begin with a letter"
        ),
    )


def organisation_name(
    written: str, length_max: int = ORGANISATION_NAME_LENGTH_MAX
) -> Accepted[str] | Rejected:
    """Give a name of a facility or a department (V-ORGNAME)."""
    value = collapsed(written)
    strange = _distinct(NOT_IN_ORGANISATION_NAME, value)
    return judged(
        value,
        length_problem(value, length_max, rule="format"),
        control_problem(value),
        unless(
            not value or ORGANISATION_NAME_BEGINS.match(value),
            "format",
            'має починатися з літери, цифри або одного зі знаків № " ! * ( ) [ ] . _ -',
            'must begin with a letter, a digit or one of № " ! * ( ) [ ] . _ -',
        ),
        unless(
            not strange, "format", f"недозволені знаки: «{strange}»", f"characters not allowed: '{strange}'"
        ),
    )


def organisation_name_en(
    written: str, length_max: int = ORGANISATION_NAME_LENGTH_MAX
) -> Accepted[str] | Rejected:
    """Give an English name of a facility (V-ORGNAME-EN)."""
    value = collapsed(written)
    return judged(
        value,
        length_problem(value, length_max, rule="format"),
        unless(
            not value or ORGANISATION_NAME_EN.fullmatch(value),
            "format",
            "лише латинські літери, цифри, пробіл та знаки ' \" . , & / ( ) -; спершу літера або цифра",
            "only Latin letters, digits, space and ' \" . , & / ( ) -; a letter or digit first",
        ),
    )


def inventory_number(written: str) -> Accepted[InventoryMark] | Rejected:
    """Tell an inventory number from the word «відсутній» in any of its spellings (V-INV)."""
    value = collapsed(written)
    if value.casefold() in ABSENT_WORDS:
        return Accepted(InventoryMark(InventoryStatus.ABSENT, None))
    return judged(
        InventoryMark(InventoryStatus.ASSIGNED, value),
        length_problem(value, INVENTORY_NUMBER_LENGTH_MAX, rule="format"),
        control_problem(value),
    )


def collapsed(written: str) -> str:
    """Give the text composed (NFC), trimmed, with single spaces."""
    return re.sub(r" +", " ", unicodedata.normalize("NFC", written).strip())


def length_problem(value: str, length_max: int, rule: str = "length") -> Problem | None:
    """Say that a text is empty or too long."""
    fits = 1 <= len(value) <= length_max
    return unless(fits, rule, f"від 1 до {length_max} знаків", f"1 to {length_max} characters")


def control_problem(value: str) -> Problem | None:
    """Say that a text holds control characters, or halves of characters, which no encoding can write."""
    plain = all(unicodedata.category(character) not in ("Cc", "Cs") for character in value)
    return unless(plain, "format", "керівні символи не дозволені", "control characters are not allowed")


def _distinct(pattern: re.Pattern[str], value: str) -> str:
    return "".join(dict.fromkeys(pattern.findall(value)))
