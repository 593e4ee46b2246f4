"""Makes whole facilities, each from its plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from commands.demo.departments import open_departments
from commands.demo.employment import Worker
from commands.demo.equipment import equip
from commands.demo.identifiers import FACILITIES_MAX, Ids, edrpou_of, isbt128_of
from commands.demo.names import name_book
from commands.demo.naming import naming_of
from commands.demo.people import population
from commands.demo.places import address, jitter, land_line, mobile, phones, settlements
from commands.demo.plans import Site, open_site, plans
from commands.demo.positions import posts_of
from commands.demo.recruiting import Recruiter
from commands.demo.role_sets import Versions, rights_of
from commands.demo.rows import ExternalIdRow, FacilityRow, LicenceRow, MisClientRow, Row
from commands.demo.staff import Staff, hire_staff
from commands.demo.trees import draw_outline
from commands.demo.vendors import clients_of, connections_of
from commands.demo.workplaces import furnish

_BLOOD_KINDS = {"TRANSFUSION_FACILITY", "BLOOD_ESTABLISHMENT"}
_LICENSED_KINDS = _BLOOD_KINDS | {"PRIMARY_CARE", "OUTPATIENT", "EMERGENCY", "PHARMACY"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What demo is wanted; the same wish makes the same rows, byte for byte."""

    facilities: int
    seed: int
    today: date

    def __post_init__(self) -> None:
        if not 1 <= self.facilities <= FACILITIES_MAX:
            raise ValueError(f"the number of facilities lies between 1 and {FACILITIES_MAX}")

    @property
    def moment(self) -> datetime:
        """When all was made: as today began in Kyiv, which is at most three hours ahead of UTC."""
        return datetime.combine(self.today, time(), tzinfo=UTC) - timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class MadeFacility:
    """A facility with all that belongs to it."""

    facility: FacilityRow
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Policy:
    """What the whole country shares: the templates' versions and the vendors' programs."""

    versions: Versions
    clients: tuple[MisClientRow, ...]


def make_facilities(wish: Wish, versions: Versions) -> Iterator[MadeFacility]:
    """Make the facilities one after another; nothing of an earlier one is kept but a few people.

    Assignments carry the given versions of the templates.
    """
    ids = Ids(_source(wish, "ids"), wish.moment - timedelta(hours=1))
    recruiter = Recruiter(population(ids, count(), wish.today))
    places = settlements()
    policy = _Policy(versions, clients_of(ids))
    successor: UUID | None = None
    for plan in plans(wish.facilities, wish.seed):
        site = open_site(plan, _source(wish, plan.number), ids, wish.today, places)
        yield _make(site, recruiter, successor, policy)
        successor = successor if site.ended else site.id


def _source(wish: Wish, purpose: object) -> Random:
    return Random(f"{wish.seed}:{purpose}")  # noqa: S311 -- no secret is drawn


def _make(site: Site, recruiter: Recruiter, successor: UUID | None, policy: _Policy) -> MadeFacility:
    lines = draw_outline(site.rng, site.plan.outline, site.plan.size)
    departments = open_departments(site, lines)
    posts = posts_of(site, lines, departments)
    staff = hire_staff(site, posts, recruiter)
    premises = furnish(site, departments, staff.tenures)
    facility = _facility(site, staff, successor)
    rows: tuple[Row, ...] = (
        facility,
        *_licences(site, facility.registered_at.date()),
        *_external_ids(site),
        *departments,
        *staff.positions,
        *staff.people,
        *staff.assignments,
        *premises.workplaces,
        *premises.links,
        *equip(site, lines, departments, premises),
        *rights_of(site, posts, staff, policy.versions),
        *(policy.clients if site.plan.number == 1 else ()),
        *connections_of(site, policy.clients, policy.versions["MIS"]),
    )
    return MadeFacility(facility, rows)


def _facility(site: Site, staff: Staff, successor: UUID | None) -> FacilityRow:
    rng, number = site.rng, site.plan.number
    head, administrator = staff.head(), staff.administrator()
    naming = naming_of(site)
    legal = address(rng, site.place)
    registered_on = site.today - timedelta(days=rng.randint(10, 700))
    located = rng.random() < 0.9
    sole_owner = site.sole_practitioner and head is not None
    return FacilityRow(
        id=site.id,
        kind_code=site.plan.kind_code,
        edrpou=None if sole_owner else edrpou_of(number),
        owner_tax_id=head.human.tax_id if head and sole_owner else None,
        name_full=naming.full,
        name_short=naming.short,
        name_full_en=naming.full_en,
        name_short_en=naming.short_en,
        status=site.status,
        merged_to_id=successor if site.status == "REORGANIZED" else None,
        legal_address=legal,
        actual_address=legal if rng.random() < 0.8 else address(rng, site.place),
        latitude=jitter(rng, site.place.latitude) if located else None,
        longitude=jitter(rng, site.place.longitude) if located else None,
        phones=phones(mobile_number=mobile(rng), land_line_number=land_line(rng, site.place)),
        website=f"https://{site.domain}" if rng.random() < 0.6 else None,
        email=f"office@{site.domain}",
        head_employee_id=_employee_id(head),
        administrator_employee_id=_employee_id(administrator),
        chief_accountant_name=staff.chief_accountant() or _outside_accountant(rng),
        registered_at=datetime.combine(registered_on, time(9, rng.randrange(60)), tzinfo=UTC),
        decision_number=f"Р-{registered_on:%y}/{number:05d}",
        decision_date=registered_on - timedelta(days=rng.randint(0, 2)),
        isbt128_code=isbt128_of(number) if site.plan.kind_code in _BLOOD_KINDS else None,
    )


def _outside_accountant(rng: Random) -> str | None:
    """Name an accountant who is not on the staff list."""
    return str(name_book(male=False).draw(rng)) if rng.random() < 0.7 else None


def _employee_id(worker: Worker | None) -> UUID | None:
    return worker.employee.id if worker else None


def _licences(site: Site, registered_on: date) -> Iterator[LicenceRow]:
    if site.plan.kind_code not in _LICENSED_KINDS:
        return
    pharmacy = site.plan.kind_code == "PHARMACY"
    issued = registered_on - timedelta(days=site.rng.randint(100, 3000))
    yield LicenceRow(
        id=site.ids.next(),
        facility_id=site.id,
        type="PHARMACY" if pharmacy else "MEDICAL_PRACTICE",
        number=f"Л-{site.plan.number:06d}",
        issued_by="Держлікслужба" if pharmacy else "Міністерство охорони здоров’я України",
        issued_date=issued,
        expiry_date=issued + timedelta(days=5 * 3652) if site.rng.random() < 0.1 else None,
        active_from=issued,
        what_licensed="роздрібна торгівля лікарськими засобами" if pharmacy else "медична практика",
        order_number=f"{site.rng.randint(1, 2500)}",
    )


def _external_ids(site: Site) -> Iterator[ExternalIdRow]:
    if site.rng.random() < 0.7:
        known_as = UUID(int=site.rng.getrandbits(128), version=4)
        yield ExternalIdRow(site.ids.next(), site.id, "EHEALTH_LEGAL_ENTITY", str(known_as))
