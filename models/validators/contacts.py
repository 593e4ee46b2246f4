"""How someone is reached: V-PHONE, V-EMAIL, V-WEB, V-KATOTTG."""

import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import urlsplit

from models.contact import Address, Phone, PhoneType
from models.validators.verdict import Accepted, Problem, Rejected, judged, unless
from models.validators.words import APOSTROPHES, LETTERS, collapsed, control_problem, length_problem

EMAIL_LENGTH_MAX = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LOCAL_PART_LENGTH_MAX = 64  # RFC 5321, 4.5.3.1.1
WEBSITE_LENGTH_MAX = 300
PART_LENGTH_MAX = 300

DOT_ATOM = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
ANYTHING = (re.compile(r"(?s:.*)"), "", "")
ADDRESS_FORMATS = {
    "katottg": (re.compile("UA[0-9]{17}"), "UA і 17 цифр", "UA and 17 digits"),
    "zip": (re.compile("[0-9]{5}"), "5 цифр", "5 digits"),
    "building": (
        re.compile(f"[1-9][{LETTERS}0-9 /'-]{{0,20}}"),
        "номер будинку: спершу цифра, далі українські літери, цифри, пробіл, / ' -",
        "a house number: a digit first, then Ukrainian letters, digits, space, / ' -",
    ),
}


def phone_number(written: str) -> Accepted[str] | Rejected:
    """Give a Ukrainian number as +380XXXXXXXXX, however it was written (V-PHONE)."""
    digits = re.sub(r"[\s()+.\-]", "", written)
    match = re.fullmatch(r"(?:38)?0([0-9]{9})", digits)
    if match:
        return Accepted(f"+380{match[1]}")
    problem = Problem(
        "phone_number", "український номер у вигляді +380XXXXXXXXX", "a Ukrainian number as +380XXXXXXXXX"
    )
    return Rejected((problem,))


def phone_list(written: Sequence[Phone]) -> Accepted[list[Phone]] | Rejected:
    """Give phones with their numbers in normal form, one of each type (V-PHONE)."""
    phones: list[Phone] = []
    problems: list[Problem] = []
    for place, phone in enumerate(written):
        verdict = phone_number(phone["number"])
        if isinstance(verdict, Rejected):
            problems += (_within(problem, f"[{place}].number") for problem in verdict.problems)
        elif phone["type"] not in set(PhoneType):
            problems.append(Problem("inclusion", "невідомий тип", "unknown type", f"[{place}].type"))
        else:
            phones.append({"type": phone["type"], "number": verdict.value})
    types = [phone["type"] for phone in written]
    if len(types) > len(set(types)):
        problems.append(Problem("unique", "один телефон кожного типу", "one phone of each type"))
    return judged(phones, *problems)


def email(written: str) -> Accepted[str] | Rejected:
    """Give an address in lower case, its domain in ASCII (V-EMAIL)."""
    value = written.strip().lower()
    local, at, domain = value.rpartition("@")
    ascii_domain = _ascii_domain(domain)
    if (
        at
        and ascii_domain
        and len(local) <= LOCAL_PART_LENGTH_MAX
        and DOT_ATOM.fullmatch(local)
        and len(local) + 1 + len(ascii_domain) <= EMAIL_LENGTH_MAX
    ):
        return Accepted(f"{local}@{ascii_domain}")
    return Rejected((Problem("email", "не є електронною адресою", "not an e-mail address"),))


def website(written: str) -> Accepted[str] | Rejected:
    """Give an address of a web site, with http or https (V-WEB)."""
    value = written.strip()
    try:
        parts = urlsplit(value)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        fits = False
    if fits and len(value) <= WEBSITE_LENGTH_MAX and not re.search(r"\s", value):
        return Accepted(value)
    return Rejected((Problem("url", "адреса виду https://…", "an address like https://…"),))


def address(written: Address) -> Accepted[Address] | Rejected:
    """Give an address with every part trimmed; a part left empty is left out (V-KATOTTG)."""
    trimmed = {key: collapsed(str(part).translate(APOSTROPHES)) for key, part in written.items()}
    parts = {key: part for key, part in trimmed.items() if part}
    return judged(
        cast("Address", parts),
        unless(parts, "required", "зазначте адресу", "give an address"),
        *(problem for key, part in parts.items() for problem in _part_problems(key, part)),
    )


def _part_problems(key: str, part: str) -> list[Problem]:
    pattern, message, message_en = ADDRESS_FORMATS.get(key, ANYTHING)
    problems = (
        control_problem(part),
        length_problem(part, PART_LENGTH_MAX),
        unless(pattern.fullmatch(part), "format", message, message_en),
    )
    return [_within(problem, key) for problem in problems if problem]


def _within(problem: Problem, field: str) -> Problem:
    return Problem(problem.rule, problem.message, problem.message_en, field)


def _ascii_domain(domain: str) -> str | None:
    """Give the domain as DNS knows it, or nothing if it cannot be one."""
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return ascii_domain if DOMAIN.fullmatch(ascii_domain) else None
