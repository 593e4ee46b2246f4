"""The national centre registers a facility: it gets its root, its head and its administrator (US-K2, US-K3).

Head and administrator are invited by letters to their own addresses; the registrar sees no link.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, Examined, Outcome
from commands.application_rules import (
    ENTITY,
    advance,
    application_seen,
    hold_application,
    judge_duties,
    registered_already,
)
from commands.contacts import PhoneInput
from commands.facility_leaders import (
    ADMINISTRATOR,
    ADMINISTRATOR_TITLE,
    HEAD,
    appoint_lead,
    created,
    open_position,
)
from commands.facility_opening import open_facility
from commands.findings import Findings
from commands.people import ContactInput, PersonFound, PersonInput, put_employee, put_people
from commands.premises import Premises
from commands.tenure import Term
from commands.wording import sentence
from models import (
    ApplicationStatus,
    Department,
    Employee,
    EmployeeStatus,
    Facility,
    FacilityApplication,
    FacilityLicence,
    PhoneType,
)
from models.validators import Accepted, Rejected, text
from permissions.catalogue import FACILITY_APPLICATION

DECISION_NUMBER_LENGTH_MAX = 50
LICENCES_MAX = 50  # a decision with more would be read by nobody
_LENGTHS = {"type": 100, "number": 100, "issued_by": 300, "what_licensed": 500, "order_number": 50}
_COPIED = (
    "edrpou",
    "owner_tax_id",
    "name_full",
    "name_short",
    "name_full_en",
    "name_short_en",
    "legal_address",
    "actual_address",
    "phones",
    "website",
    "email",
    "chief_accountant_name",
)
_REGISTERED = """
SELECT 1 FROM facility WHERE kind_code = $1 AND status <> 'CLOSED'
    AND (edrpou = $2 OR edrpou IS NULL AND owner_tax_id = $3)
"""


@dataclass(frozen=True, slots=True)
class LicenceInput:
    """A licence of a facility."""

    type: Annotated[str, Asked("Вид ліцензії")]
    number: Annotated[str, Asked("Номер")]
    issued_by: Annotated[str, Asked("Ким видано")]
    issued_date: Annotated[dt.date, Asked("Дата видачі")]
    active_from: Annotated[dt.date, Asked("Діє з")]
    expiry_date: Annotated[dt.date | None, Asked("Дійсна до")] = None
    what_licensed: Annotated[str | None, Asked("На що видано")] = None
    order_number: Annotated[str | None, Asked("Номер наказу")] = None


@dataclass(frozen=True, slots=True)
class RegisterFacility:
    """By which application and decision a facility is registered."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]
    decision_number: Annotated[str, Asked("Номер рішення")]
    decision_date: Annotated[dt.date | None, Asked("Дата рішення", more="якщо не вказано, сьогодні")] = None
    kind_code: Annotated[
        str | None, Asked("Вид суб’єкта", more="код довідника FACILITY_KIND; якщо не вказано, як у заяві")
    ] = None
    licences: Annotated[tuple[LicenceInput, ...], Asked("Ліцензії")] = ()


async def _judge(
    tx: Transaction, actor: Actor, wish: RegisterFacility, _premises: Premises
) -> Examined[RegisterFacility, FacilityApplication]:
    findings = Findings(tx, actor)
    wish = _normal(findings, wish)
    application = await application_seen(findings, wish.application_id, ApplicationStatus.REGISTERED)
    if application is None:
        return findings.examined(wish)
    wish = replace(wish, kind_code=wish.kind_code or application.kind_code)
    kind = await findings.title("kindCode", "FACILITY_KIND", str(wish.kind_code))
    if wish.kind_code == "NATIONAL_CENTER":
        findings.problem("kindCode", "inclusion", "національний центр один", "there is one national centre")
    await judge_duties(findings, application)
    code = application.edrpou or application.owner_tax_id
    values = [wish.kind_code, application.edrpou, application.owner_tax_id]
    if await tx.execute_query_dict(_REGISTERED, values):
        findings.refusals.append(registered_already())
    head = f"{application.head_last_name} {application.head_first_name}"
    administrator = f"{application.administrator_last_name} {application.administrator_first_name}"
    said = sentence(
        f"Зареєструвати заклад «{application.name_short}» (код {code}): керівник — {head}, адміністратор —"
        f" {administrator}; обом надіслати запрошення",
        wish,
        {"application_id": application.number, "kind_code": f"«{kind}»"},
    )
    return findings.examined(wish, said, application)


def _normal(findings: Findings, wish: RegisterFacility) -> RegisterFacility:
    today = findings.actor.today
    decided_on = wish.decision_date or today
    if decided_on > today:
        findings.problem("decisionDate", "date", "не пізніше за сьогодні", "not after today")
    if len(wish.licences) > LICENCES_MAX:
        findings.problem(
            "licences",
            "length",
            f"не більше як {LICENCES_MAX}",
            f"at most {LICENCES_MAX}",
            (str(LICENCES_MAX),),
        )
    return replace(
        wish,
        decision_number=findings.checked(
            "decisionNumber", text(wish.decision_number, DECISION_NUMBER_LENGTH_MAX), wish.decision_number
        ),
        decision_date=decided_on,
        licences=tuple(
            _normal_licence(findings, f"licences[{place}]", each) for place, each in enumerate(wish.licences)
        ),
    )


def _normal_licence(findings: Findings, at: str, given: LicenceInput) -> LicenceInput:
    if given.expiry_date is not None and given.expiry_date < given.active_from:
        findings.problem(
            f"{at}.expiryDate", "date", "не раніше за початок дії", "not before the licence begins"
        )
    texts: dict[str, Any] = {}
    for name, length_max in _LENGTHS.items():
        value: str | None = getattr(given, name)
        key = "".join(part.capitalize() if place else part for place, part in enumerate(name.split("_")))

        def limited(written: str, length_max: int = length_max) -> Accepted[str] | Rejected:
            return text(written, length_max)

        texts[name] = findings.optional(f"{at}.{key}", value, limited)
    return replace(given, **texts)


async def _register(
    tx: Transaction, actor: Actor, wish: RegisterFacility, application: FacilityApplication
) -> Outcome:
    columns = {name: getattr(application, name) for name in _COPIED}
    columns |= {"kind_code": wish.kind_code, "decision_number": wish.decision_number}
    columns |= {"decision_date": wish.decision_date}
    facility, root = await open_facility(tx, actor.now, actor.today, columns)
    await FacilityLicence.bulk_create(
        [FacilityLicence(id=uuid7(), facility_id=facility.id, **asdict(each)) for each in wish.licences],
        using_db=tx,
    )
    leaders = await _hire(tx, actor, facility, application)
    changes = [created("Facility", facility.id), created("Department", root.id)]
    changes += await _appoint(tx, actor, root, application, leaders)
    changes.append(
        await advance(
            tx,
            actor,
            application,
            status=ApplicationStatus.REGISTERED,
            facility_id=facility.id,
            decided_at=actor.now,
            reason_code=None,
            comment=None,
        )
    )
    return Outcome({"facility": facility.id, "application": application.id}, tuple(changes))


async def _hire(
    tx: Transaction, actor: Actor, facility: Facility, application: FacilityApplication
) -> Sequence[Employee]:
    """Write down head and administrator as employees of the facility; one person is one employee."""
    told = [_person(application, role) for role in ("head", "administrator")]
    if application.head_tax_id == application.administrator_tax_id:
        told = told[:1]
    people = await put_people(tx, actor, told, facility.id)
    hired = [
        await put_employee(
            tx,
            actor,
            person_id,
            facility.id,
            each.contact,
            employee_type=lead.employee_type,
            status=EmployeeStatus.PENDING,
            start_date=actor.today,
        )
        for person_id, each, lead in zip(people, told, (HEAD, ADMINISTRATOR), strict=False)
    ]
    facility.head_employee_id, facility.administrator_employee_id = hired[0].id, hired[-1].id
    await facility.save(using_db=tx, update_fields=["head_employee_id", "administrator_employee_id"])
    return hired


async def _appoint(
    tx: Transaction,
    actor: Actor,
    root: Department,
    application: FacilityApplication,
    leaders: Sequence[Employee],
) -> list[Change]:
    """Appoint head and administrator, each to a position of their own, and invite them."""
    changes = [created("Employee", each.id) for each in leaders]
    titles = (
        (HEAD, leaders[0], application.head_position_code),
        (ADMINISTRATOR, leaders[-1], ADMINISTRATOR_TITLE),
    )
    for lead, employee, title in titles:
        position = await open_position(tx, actor, root, lead, title)
        term = Term(start_date=actor.today)
        appointed = await appoint_lead(tx, actor, lead, employee, position, term, in_the_name_of_centre=True)
        changes += [created("Position", position.id), *appointed.changes]
    return changes


def _person(application: FacilityApplication, role: str) -> PersonFound:
    """Give what the application says of its head or of its administrator."""

    def said(field: str) -> Any:  # of the column's type
        return getattr(application, f"{role}_{field}")

    person = PersonInput(
        last_name=said("last_name"),
        first_name=said("first_name"),
        middle_name=said("middle_name"),
        birth_date=said("birth_date"),
        gender=said("gender"),
        tax_id=said("tax_id"),
        documents=(),
    )
    phones = tuple(PhoneInput(PhoneType[each["type"]], each["number"]) for each in said("phones"))
    return PersonFound(f"applicationId.{role}", person, ContactInput(said("email"), phones))


REGISTER_FACILITY = Act(
    "registerFacility",
    "Зареєструвати заклад",
    RegisterFacility,
    FACILITY_APPLICATION.decide,
    {"facility": "Facility", "application": ENTITY},
    _judge,
    _register,
    lock=hold_application,
)
