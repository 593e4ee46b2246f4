"""Makes the professional data of doctors and pharmacists: diplomas, courses, specialities, degrees."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from commands.demo.identifiers import Ids
from commands.demo.rows import EducationRow, QualificationRow, ScienceDegreeRow, SpecialityRow

_UNIVERSITIES = (
    ("Львів", "Львівський медичний університет"),
    ("Київ", "Київський медичний університет"),
    ("Вінниця", "Вінницький медичний університет"),
    ("Харків", "Харківський медичний університет"),
    ("Одеса", "Одеський медичний університет"),
    ("Ужгород", "Ужгородський університет, медичний факультет"),
    ("Тернопіль", "Тернопільський медичний університет"),
)
_ACADEMY = "Академія післядипломної освіти"
_SPECIALITY_TITLES = {
    "THERAPIST": "Терапія",
    "PEDIATRICIAN": "Педіатрія",
    "FAMILY_DOCTOR": "Загальна практика — сімейна медицина",
    "TRANSFUSIOLOGIST": "Трансфузіологія",
    "ANESTHESIOLOGIST": "Анестезіологія",
    "HEMATOLOGIST": "Гематологія",
    "LABORATORY_IMMUNOLOGIST": "Лабораторна імунологія",
    "PHARMACIST": "Фармація",
    "OTHER": "Організація охорони здоров’я",
}
_SECOND_SPECIALITIES = ("THERAPIST", "OTHER", "HEMATOLOGIST", "TRANSFUSIOLOGIST")
_COURSES = ("SPECIALIZATION", "STAZHUVANNYA", "REATTESTATION", "TOPIC_IMPROVEMENT", "CLINICAL_RESIDENCY")
_LEVELS = ("BASIC", "SECOND", "FIRST", "HIGHEST")
_GRADUATION_AGE = 23

CareerRow = EducationRow | QualificationRow | SpecialityRow | ScienceDegreeRow


def career_of(
    rng: Random, ids: Ids, employee_id: UUID, speciality: str, birth_date: date, today: date
) -> Iterator[CareerRow]:
    """Write what a doctor or pharmacist has learnt; exactly one speciality is the main one."""
    graduated = date(birth_date.year + _GRADUATION_AGE, 6, 30)
    yield _diploma(
        rng, ids, employee_id, "Фармація" if speciality == "PHARMACIST" else "Лікувальна справа", graduated
    )
    if speciality != "PHARMACIST":
        yield _internship(rng, ids, employee_id, speciality, graduated)
    yield from _courses(rng, ids, employee_id, speciality, graduated, today)
    yield _speciality(rng, ids, employee_id, speciality, officio=True, since=graduated, today=today)
    if rng.random() < 0.2:
        second = rng.choice([code for code in _SECOND_SPECIALITIES if code != speciality])
        yield _speciality(rng, ids, employee_id, second, officio=False, since=graduated, today=today)
    if rng.random() < 0.04:
        yield _science_degree(rng, ids, employee_id, speciality, _day_between(rng, graduated, today))


def _day_between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange(max(1, (last - first).days)))


def _diploma(rng: Random, ids: Ids, employee_id: UUID, speciality: str, graduated: date) -> EducationRow:
    city, institution = rng.choice(_UNIVERSITIES)
    number = f"М{graduated:%y} {rng.randrange(10**6):06d}"
    degree = "MASTER" if graduated.year > 2016 else "EXPERT"
    return EducationRow(
        ids.next(), employee_id, "Україна", city, institution, graduated, number, degree, speciality
    )


def _internship(
    rng: Random, ids: Ids, employee_id: UUID, speciality: str, graduated: date
) -> QualificationRow:
    return QualificationRow(
        ids.next(),
        employee_id,
        "INTERNSHIP",
        rng.choice(_UNIVERSITIES)[1],
        _SPECIALITY_TITLES[speciality],
        graduated + timedelta(days=60),
        f"ІН-{rng.randrange(10**5):05d}",
        None,
        None,
    )


def _courses(
    rng: Random, ids: Ids, employee_id: UUID, speciality: str, graduated: date, today: date
) -> Iterator[QualificationRow]:
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        issued = _day_between(rng, graduated, today)
        yield QualificationRow(
            ids.next(),
            employee_id,
            rng.choice(_COURSES),
            _ACADEMY,
            _SPECIALITY_TITLES[speciality],
            issued,
            f"ПК-{rng.randrange(10**6):06d}" if rng.random() < 0.9 else None,
            issued + timedelta(days=5 * 365),
            "Очно, 78 годин" if rng.random() < 0.3 else None,
        )


def _speciality(
    rng: Random, ids: Ids, employee_id: UUID, code: str, *, officio: bool, since: date, today: date
) -> SpecialityRow:
    attested = _day_between(rng, max(since, today - timedelta(days=6 * 365)), today)
    experience = (today - since).days // 365
    level = _LEVELS[min(len(_LEVELS) - 1, experience // 6)]
    return SpecialityRow(
        ids.next(),
        employee_id,
        code,
        officio,
        level if code != "PHARMACIST" else "NOT_APPLICABLE",
        "AWARDING" if rng.random() < 0.6 else "DEFENSE",
        "Атестаційна комісія при департаменті охорони здоров’я",
        attested,
        attested + timedelta(days=5 * 365),
        f"АТ-{rng.randrange(10**6):06d}",
    )


def _science_degree(
    rng: Random, ids: Ids, employee_id: UUID, speciality: str, issued: date
) -> ScienceDegreeRow:
    city, institution = rng.choice(_UNIVERSITIES)
    return ScienceDegreeRow(
        ids.next(),
        employee_id,
        "Україна",
        city,
        rng.choice(("PHD", "PHD", "CANDIDATE_OF_SCIENCE", "DOCTOR_OF_SCIENCE")),
        institution,
        f"ДК {rng.randrange(10**6):06d}",
        _SPECIALITY_TITLES[speciality],
        issued,
    )
