"""Decides of every facility what it is and how large, so that the whole has exactly the wanted size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from commands.demo.identifiers import Ids
from commands.demo.outlines import DEEP, SEEDED
from commands.demo.places import Settlement

DEPARTMENTS_MEAN = 10
POSITIONS_PER_DEPARTMENT = 3
EMPLOYEES_PER_DEPARTMENT = 3
WORKPLACES_PER_DEPARTMENT = 2
EQUIPMENT_PER_DEPARTMENT = 4

SEEDED_HOSPITAL = 1
HOSPITAL_WITHOUT_FREEZER = 2

_SIZE_SPREAD = 6
_KEY_DEPARTMENTS = 4
_SOLE_PRACTITIONER_SHARE = 0.25
_SUSPENDED_SHARE = 0.02
_ENDED_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Plan:
    """What a facility is going to be."""

    number: int
    size: int
    kind_code: str
    outline: str


@dataclass(frozen=True, slots=True)
class Site:
    """The facility that is being made, and the sources that every step draws from."""

    plan: Plan
    rng: Random
    ids: Ids
    today: date
    id: UUID
    place: Settlement
    status: str
    sole_practitioner: bool

    @property
    def domain(self) -> str:
        """Give the facility's mail domain, a reserved one."""
        return f"zoz-{self.plan.number:05d}.example.com"

    @property
    def ended(self) -> bool:
        """Tell whether the facility works no more."""
        return self.status in {"CLOSED", "REORGANIZED"}


# The first facilities show one of each kind; their sizes add up to ten departments each.
_FIRST = (
    (16, "TRANSFUSION_FACILITY", SEEDED),
    (4, "TRANSFUSION_FACILITY", "TRANSFUSION_FACILITY"),
    (6, "NATIONAL_CENTER", "NATIONAL_CENTER"),
    (14, "BLOOD_ESTABLISHMENT", "BLOOD_ESTABLISHMENT"),
    (10, "PRIMARY_CARE", "PRIMARY_CARE"),
    (10, "OUTPATIENT", DEEP),
    (6, "PHARMACY", "PHARMACY"),
    (14, "OUTPATIENT", "OUTPATIENT"),
    (7, "REGULATOR", "REGULATOR"),
    (13, "EMERGENCY", "EMERGENCY"),
)
_SMALL = (("PHARMACY", "PRIMARY_CARE"), (6, 4))
_MIDDLE = (("PRIMARY_CARE", "OUTPATIENT", "EMERGENCY", "TRANSFUSION_FACILITY", DEEP), (45, 26, 10, 18, 1))
_LARGE = (("TRANSFUSION_FACILITY", "BLOOD_ESTABLISHMENT", "OUTPATIENT"), (60, 12, 28))


def departments_of(facilities: int) -> int:
    """Give the number of departments in a demo: ten for each facility, at least the hospital's 16."""
    return max(DEPARTMENTS_MEAN * facilities, _FIRST[0][0])


def plans(facilities: int, seed: int) -> Iterator[Plan]:
    """Plan the facilities in pairs whose sizes balance; an odd last one has the mean size."""
    for number in range(1, facilities + 1):
        unpaired = number == facilities and number % 2 == 1 and number != SEEDED_HOSPITAL
        if number <= len(_FIRST):
            size, kind_code, outline = _FIRST[number - 1]
            yield Plan(number, DEPARTMENTS_MEAN if unpaired else size, kind_code, outline)
        else:
            size = DEPARTMENTS_MEAN if unpaired else _paired_size(number, seed)
            yield _drawn_plan(number, size, seed)


def balanced(rng: Random, count: int, mean: int, spreads: tuple[int, ...]) -> tuple[int, ...]:
    """Draw numbers around a mean whose sum is exactly `count * mean`, large ones first.

    A facility's outline begins with what it cannot do without: administration, blood bank, personnel.
    """
    larger = [mean + rng.choice(spreads) for _ in range(count // 2)]
    first = larger[:_KEY_DEPARTMENTS]
    rest = [*larger[_KEY_DEPARTMENTS:], *(2 * mean - each for each in larger), *[mean] * (count % 2)]
    rng.shuffle(rest)
    return (*first, *rest)


def open_site(plan: Plan, rng: Random, ids: Ids, today: date, places: tuple[Settlement, ...]) -> Site:
    """Draw where a facility stands and how it fares; the first ten all work."""
    ordinary = plan.number > len(_FIRST)
    status = "REGISTERED"
    if ordinary:
        shares = (_SUSPENDED_SHARE, _ENDED_SHARE, _ENDED_SHARE, 1 - _SUSPENDED_SHARE - 2 * _ENDED_SHARE)
        status = rng.choices(("SUSPENDED", "CLOSED", "REORGANIZED", "REGISTERED"), shares)[0]
    return Site(
        plan=plan,
        rng=rng,
        ids=ids,
        today=today,
        id=ids.next(),
        place=places[0] if plan.number == SEEDED_HOSPITAL else rng.choice(places),
        status=status,
        sole_practitioner=ordinary
        and plan.kind_code == "PHARMACY"
        and rng.random() < _SOLE_PRACTITIONER_SHARE,
    )


def _paired_size(number: int, seed: int) -> int:
    pair = (number + 1) // 2
    spread = Random(f"{seed}:pair:{pair}").randint(-_SIZE_SPREAD, _SIZE_SPREAD)  # noqa: S311 -- no secret is drawn
    return DEPARTMENTS_MEAN + (spread if number % 2 else -spread)


def _drawn_plan(number: int, size: int, seed: int) -> Plan:
    rng = Random(f"{seed}:kind:{number}")  # noqa: S311 -- no secret is drawn
    kinds, weights = _SMALL if size <= 6 else _MIDDLE if size <= 11 else _LARGE
    outline = rng.choices(kinds, weights)[0]
    if outline == DEEP and size < DEPARTMENTS_MEAN:
        outline = "OUTPATIENT"
    return Plan(number, size, "OUTPATIENT" if outline == DEEP else outline, outline)
