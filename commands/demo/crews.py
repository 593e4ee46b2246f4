"""Who works where: the positions that a department of each crew has, the head's first."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Title:
    """A position's title, by dictionary code or in own words, and who may hold it."""

    code: str | None
    words: str | None
    employee_type: str
    speciality: str | None = None
    key: bool = False  # never vacant: a facility cannot do without
    seats: int | None = None  # holders, if their number is fixed


@dataclass(frozen=True, slots=True)
class Crew:
    """The titles of a department: one head, then staff in the order in which they are taken on."""

    head: Title
    staff: tuple[Title, ...]


def coded(code: str, employee_type: str, speciality: str | None = None) -> Title:
    """Make a title of the POSITION dictionary."""
    return Title(code, None, employee_type, speciality)


def worded(words: str, employee_type: str, speciality: str | None = None) -> Title:
    """Make a title in the facility's own words."""
    return Title(None, words, employee_type, speciality)


HR_OFFICER = replace(coded("P14", "HR"), key=True, seats=1)
ADMINISTRATOR = replace(coded("FACILITY_ADMIN", "ADMINISTRATOR"), key=True, seats=1)
BLOOD_BANK_HEAD = replace(coded("BB_HEAD", "DOCTOR", "TRANSFUSIOLOGIST"), key=True, seats=1)
BLOOD_BANK_DOUBLE = replace(coded("BB_DOUBLE", "SPECIALIST"), key=True, seats=2)

FACILITY_HEADS = {
    "TRANSFUSION_FACILITY": coded("P1", "HEAD"),
    "BLOOD_ESTABLISHMENT": coded("P1", "HEAD"),
    "PRIMARY_CARE": coded("P2", "HEAD"),
    "OUTPATIENT": coded("P3", "HEAD"),
    "EMERGENCY": coded("P3", "HEAD"),
    "PHARMACY": coded("P2", "HEAD"),
    "NATIONAL_CENTER": coded("P2", "HEAD"),
    "REGULATOR": coded("P4", "HEAD"),
}
SOLE_PRACTITIONER = coded("P26", "HEAD")

_CHIEF = coded("P4", "SPECIALIST")
_HEAD_DOCTOR = coded("P5", "DOCTOR", "OTHER")
_NURSE = coded("NURSE", "NURSE")
_SENIOR_NURSE = worded("Старша сестра медична", "NURSE")
_ORDERLY = worded("Молодша сестра медична", "ASSISTANT")
_RECEPTIONIST = coded("P15", "RECEPTIONIST")
_LABORANT = coded("P17", "LABORANT")
_TRANSFUSIOLOGIST = coded("TRANSFUSIOLOGIST", "DOCTOR", "TRANSFUSIOLOGIST")
_THERAPIST = coded("P10", "DOCTOR", "THERAPIST")
_ANESTHESIOLOGIST = worded("Лікар-анестезіолог", "DOCTOR", "ANESTHESIOLOGIST")
_IMMUNOLOGIST = worded("Лікар-лаборант-імунолог", "DOCTOR", "LABORATORY_IMMUNOLOGIST")
_PROVISOR = worded("Провізор", "PHARMACIST", "PHARMACIST")
_OFFICER = worded("Провідний фахівець", "SPECIALIST")
_ACCOUNTANT = worded("Бухгалтер", "ACCOUNTANT")
_FIRST_REGISTRAR = replace(coded("P4", "REGISTRAR"), key=True, seats=1)
_FIRST_AUDITOR = replace(coded("P4", "AUDITOR"), key=True, seats=1)

CREWS = {
    "ADMINISTRATION": Crew(
        _CHIEF,  # the head of the facility takes this place
        (ADMINISTRATOR, coded("P6", "DOCTOR", "OTHER"), worded("Головна сестра медична", "NURSE"), _OFFICER),
    ),
    "PHARMACY_OFFICE": Crew(_CHIEF, (ADMINISTRATOR, _PROVISOR, _ACCOUNTANT, _OFFICER)),
    "HR": Crew(
        coded("P4", "HR"),
        (HR_OFFICER, worded("Інспектор з кадрів", "HR"), worded("Архіваріус", "ASSISTANT")),
    ),
    "LOGISTICS_INVENTORY": Crew(BLOOD_BANK_HEAD, (BLOOD_BANK_DOUBLE, _LABORANT, _TRANSFUSIOLOGIST, _NURSE)),
    "STORES": Crew(_CHIEF, (worded("Фахівець із запасів", "SPECIALIST"), _LABORANT, _OFFICER, _ORDERLY)),
    "BANK_ISSUE": Crew(
        worded("Старший лаборант", "LABORANT"),
        (_LABORANT, worded("Експедитор", "ASSISTANT"), _NURSE, _ORDERLY),
    ),
    "TRANSFUSIOLOGY": Crew(
        coded("P5", "DOCTOR", "TRANSFUSIOLOGIST"), (_TRANSFUSIOLOGIST, _NURSE, _SENIOR_NURSE, _ORDERLY)
    ),
    "IMMUNOHEMATOLOGY_LAB": Crew(
        coded("P5", "DOCTOR", "LABORATORY_IMMUNOLOGIST"), (_IMMUNOLOGIST, _LABORANT, _LABORANT, _ORDERLY)
    ),
    "TESTING_LAB": Crew(
        coded("P5", "DOCTOR", "LABORATORY_IMMUNOLOGIST"), (_LABORANT, _IMMUNOLOGIST, _LABORANT, _ORDERLY)
    ),
    "RECEPTION": Crew(
        worded("Старший реєстратор", "RECEPTIONIST"),
        (_RECEPTIONIST, _RECEPTIONIST, worded("Оператор контакт-центру", "RECEPTIONIST"), _NURSE),
    ),
    "QUALITY": Crew(_CHIEF, (worded("Уповноважений з якості", "SPECIALIST"), _OFFICER, _LABORANT, _NURSE)),
    "IT": Crew(
        _CHIEF,
        (
            worded("Системний адміністратор", "SPECIALIST"),
            worded("Інженер-програміст", "SPECIALIST"),
            _OFFICER,
        ),
    ),
    "CLINICAL": Crew(
        _HEAD_DOCTOR,
        (_THERAPIST, _NURSE, worded("Лікар-гематолог", "DOCTOR", "HEMATOLOGIST"), _SENIOR_NURSE, _ORDERLY),
    ),
    "INTENSIVE": Crew(
        coded("P5", "DOCTOR", "ANESTHESIOLOGIST"), (_ANESTHESIOLOGIST, _NURSE, _SENIOR_NURSE, _ORDERLY)
    ),
    "WARD": Crew(_SENIOR_NURSE, (_NURSE, _NURSE, _ORDERLY)),
    "COLLECTION": Crew(
        coded("P5", "DOCTOR", "TRANSFUSIOLOGIST"), (_TRANSFUSIOLOGIST, _NURSE, _SENIOR_NURSE, _ORDERLY)
    ),
    "MOBILE_COLLECTION": Crew(
        coded("P5", "DOCTOR", "TRANSFUSIOLOGIST"), (_NURSE, _NURSE, worded("Водій", "ASSISTANT"))
    ),
    "PROCESSING": Crew(coded("P5", "DOCTOR", "TRANSFUSIOLOGIST"), (_LABORANT, _LABORANT, _NURSE, _ORDERLY)),
    "DONOR_RECRUITMENT": Crew(
        _CHIEF, (worded("Фахівець із залучення донорів", "SPECIALIST"), _RECEPTIONIST, _OFFICER)
    ),
    "AMBULANT_CLINIC": Crew(
        coded("P5", "DOCTOR", "FAMILY_DOCTOR"),
        (
            coded("P7", "DOCTOR", "FAMILY_DOCTOR"),
            _NURSE,
            coded("P9", "DOCTOR", "PEDIATRICIAN"),
            coded("P11", "DOCTOR", "THERAPIST"),
        ),
    ),
    "DIVISION_CLINIC": Crew(
        coded("P5", "DOCTOR", "FAMILY_DOCTOR"),
        (
            coded("P7", "DOCTOR", "FAMILY_DOCTOR"),
            coded("P8", "DOCTOR", "PEDIATRICIAN"),
            _NURSE,
            _RECEPTIONIST,
        ),
    ),
    "FAP": Crew(
        worded("Завідувач ФАП — фельдшер", "SPECIALIST"), (_NURSE, worded("Акушерка", "NURSE"), _ORDERLY)
    ),
    "PHARMACY": Crew(_PROVISOR, (worded("Фармацевт", "PHARMACIST", "PHARMACIST"), _PROVISOR, _ORDERLY)),
    "ACCOUNTS": Crew(
        worded("Головний бухгалтер", "ACCOUNTANT"), (_ACCOUNTANT, worded("Економіст", "ACCOUNTANT"), _OFFICER)
    ),
    "REGISTRARS": Crew(_FIRST_REGISTRAR, (worded("Реєстратор УЦТК", "REGISTRAR"), _OFFICER)),
    "AUDITORS": Crew(_FIRST_AUDITOR, (worded("Аудитор", "AUDITOR"), _OFFICER)),
    "OFFICE": Crew(_CHIEF, (_OFFICER, worded("Юрисконсульт", "SPECIALIST"), worded("Діловод", "ASSISTANT"))),
}


def titles_of(crew: Crew, count: int) -> tuple[Title, ...]:
    """Take the head and the first staff titles; when they run out, those of unlimited seats come again."""
    repeatable = [title for title in crew.staff if title.seats is None]
    staff = list(crew.staff)
    while len(staff) < count - 1:
        staff += repeatable
    return (crew.head, *staff[: count - 1])
