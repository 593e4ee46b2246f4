"""Makes employees: people at a facility, with mailbox, phone and career."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commands.demo.careers import CareerRow, career_of
from commands.demo.crews import Title
from commands.demo.people import Human, papers_of
from commands.demo.places import land_line, mobile, phones
from commands.demo.plans import Site
from commands.demo.recruiting import Recruit
from commands.demo.rows import DocumentRow, EmailRow, EmployeeRow, IdentityRow, PersonRow

_ABOUT = (
    "Працюю з донорською кров’ю понад десять років, навчаю молодших колег.",
    "Маю досвід роботи в багатопрофільній лікарні та в амбулаторії.",
    "Цікавлюся цифровою медициною та стандартами якості.",
)
_REASONS = (
    "за угодою сторін",
    "за власним бажанням",
    "закінчення строку договору",
    "переведення до іншого закладу",
)
_DISMISSED = "DISMISSED"

PeopleRow = PersonRow | IdentityRow | DocumentRow | EmailRow | EmployeeRow | CareerRow


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms somebody is employed."""

    status: str
    start_date: date | None
    end_date: date | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """An employee with the person behind, as appointments need them."""

    human: Human
    employee: EmployeeRow
    title: Title


def employ(site: Site, recruit: Recruit, title: Title, terms: Terms, ordinal: int) -> Worker:
    """Make the employee with this ordinal number at the facility."""
    rng = site.rng
    human = recruit.human
    doctor = title.employee_type == "DOCTOR"
    experience = (site.today - human.birth_date).days // 365 - 23
    employee = EmployeeRow(
        id=site.ids.next(),
        facility_id=site.id,
        person_id=human.id,
        personnel_number=f"{ordinal:04d}" if rng.random() < 0.93 else None,
        employee_type=title.employee_type,
        work_email=f"{human.mail_name}.{ordinal}@{site.domain}",
        work_phones=_work_phones(site),
        status=terms.status,
        start_date=terms.start_date,
        end_date=terms.end_date,
        dismissal_reason=rng.choice(_REASONS) if terms.status == _DISMISSED else None,
        about_myself=rng.choice(_ABOUT) if doctor and rng.random() < 0.2 else None,
        working_experience=experience if doctor and experience > 0 else None,
    )
    return Worker(human, employee, title)


def rows_of(site: Site, recruit: Recruit, worker: Worker) -> Iterator[PeopleRow]:
    """Write all rows of an employee; a guest's person is in the registry already."""
    human, employee = worker.human, worker.employee
    if not recruit.guest:
        person, identity, documents = papers_of(site.rng, site.ids, human, site.today)
        yield person
        yield identity
        yield from documents
        if person.personal_email:
            yield EmailRow(person.personal_email, human.id)
    yield EmailRow(employee.work_email, human.id)
    yield employee
    if worker.title.speciality:
        speciality = worker.title.speciality
        yield from career_of(site.rng, site.ids, employee.id, speciality, human.birth_date, site.today)


def _work_phones(site: Site) -> str:
    if site.rng.random() < 0.4:
        return phones(mobile_number=mobile(site.rng), land_line_number=land_line(site.rng, site.place))
    return phones(mobile_number=mobile(site.rng))
