"""What the whole registry knows of people who are being written down; asked by signed acts alone.

Facilities do not see each other's people. So these questions are asked when a signed act is performed, where
they are limited and a refusal is remembered, and never when one is prepared. People and addresses of the
input are locked first, in one order, so that of two facilities that write down the same person at one moment
the second finds what the first has done.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.people_input import ContactInput, PersonInput
from errors import Conflict, Problem, Refusal, Refused, Unprocessable
from models.validators.words import APOSTROPHES

Told = tuple[str, PersonInput, ContactInput]
"""Where in the input, who it is, and how to reach them."""

AlreadyEmployed = Callable[[str, UUID], Refusal]

_LOCK = """
SELECT count(pg_advisory_xact_lock(key)) FROM (
    SELECT DISTINCT hashtextextended(name, 27) AS key FROM unnest($1::text[]) AS name ORDER BY key
) AS ordered
"""
_KNOWN = """
SELECT identity.tax_id, identity.no_tax_id, identity.birth_date, person.id, person.last_name,
    person.first_name, person.middle_name, person.blocked_at IS NOT NULL AS is_blocked,
    (SELECT employee.id FROM employee WHERE employee.person_id = person.id AND employee.facility_id = $2
        AND employee.status NOT IN ('DISMISSED', 'ENTERED_IN_ERROR')) AS employee_id
FROM person_identity AS identity JOIN person ON person.id = identity.person_id
WHERE identity.tax_id = ANY ($1)
"""
_NUMBERS = "SELECT unzr, person_id FROM person_identity WHERE unzr = ANY ($1)"
_OWNERS = "SELECT address, person_id FROM email_address WHERE address = ANY ($1)"


async def refuse_strangers(
    tx: Transaction, facility_id: UUID, people: Sequence[Told], already_employed: AlreadyEmployed
) -> list[UUID | None]:
    """Give whom of these people the registry knows; raises Refused with all that stands in their way."""
    addresses = sorted({each for _, _, contact in people for each in _addresses(contact).values()})
    numbers = sorted({person.tax_id for _, person, _ in people})
    await tx.execute_query_dict(_LOCK, [[*addresses, *numbers]])
    known = {row["tax_id"]: row for row in await tx.execute_query_dict(_KNOWN, [numbers, facility_id])}
    owners = await _found(tx, _OWNERS, addresses, "address")
    unzrs = await _found(tx, _NUMBERS, [each.unzr for _, each, _ in people if each.unzr], "unzr")
    refusals: list[Refusal] = []
    problems: list[Problem] = []
    for at, person, contact in people:
        row = known.get(person.tax_id)
        person_id = row["id"] if row else None
        stranger = person.unzr is not None and unzrs.get(person.unzr, person_id) != person_id
        if (row and not _agrees(row, person)) or stranger:
            refusals.append(disagreeing(_place(at, "person")))
            continue
        if row and row["is_blocked"]:
            refusals.append(blocked(_place(at, "person")))
        if row and row["employee_id"]:
            refusals.append(already_employed(_place(at, "person.taxId"), row["employee_id"]))
        problems += (
            address_taken(_place(at, f"contact.{field}"))
            for field, address in _addresses(contact).items()
            if owners.get(address, person_id) != person_id
        )
    if problems:
        refusals.append(Unprocessable(problems))
    if refusals:
        raise Refused(refusals)
    return [known[person.tax_id]["id"] if person.tax_id in known else None for _, person, _ in people]


async def _found(tx: Transaction, statement: str, values: Sequence[str], key: str) -> dict[str, UUID]:
    if not values:
        return {}
    rows = await tx.execute_query_dict(statement, [list(values)])
    return {row[key]: row["person_id"] for row in rows}


def _agrees(known: Mapping[str, Any], person: PersonInput) -> bool:
    """Tell whether what is typed names the person that the registry knows under the number."""
    same_number = known["no_tax_id"] == person.no_tax_id and known["birth_date"] == person.birth_date
    same_name = all(
        folded_name(known[field]) == folded_name(getattr(person, field))
        for field in ("last_name", "first_name")
    )
    middle, typed = known["middle_name"], person.middle_name
    same_middle = middle is None or typed is None or folded_name(middle) == folded_name(typed)
    return bool(same_number and same_name and same_middle)


def folded_name(name: str) -> str:
    """Write a name as names are compared: one case, one apostrophe."""
    return name.translate(APOSTROPHES).casefold()


def _addresses(contact: ContactInput) -> dict[str, str]:
    given = {"workEmail": contact.work_email, "personalEmail": contact.personal_email}
    return {field: address for field, address in given.items() if address is not None}


def _place(at: str, field: str) -> str:
    return f"{at}.{field}" if at else field


def address_taken(at: str) -> Problem:
    """Say that another person has the address."""
    return Problem(
        f"$.input.{at}",
        "unique",
        "ця адреса вже належить іншій особі",
        "email is already used by another person",
    )


def blocked(at: str) -> Conflict:
    """Say that the person may not be employed."""
    return Conflict(
        "особу заблоковано, зареєструвати її не можна; зверніться до реєстратора",
        "the person is blocked and cannot be registered; ask the registrar",
        evidence={"path": f"$.input.{at}", "reason": "PERSON_BLOCKED"},
    )


def disagreeing(at: str) -> Conflict:
    """Say that the registry knows the person otherwise, without telling how."""
    return Conflict(
        "ці дані не збігаються з відомими реєстру: звірте РНОКПП, дату народження, УНЗР та ім’я",
        "these data disagree with what the registry knows: compare the number, birth date, УНЗР and names",
        evidence={"path": f"$.input.{at}", "reason": "IDENTITY_DISAGREES"},
    )
