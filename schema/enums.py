"""The enumerations of the graph, which are those of the models, with their Ukrainian titles."""

from enum import Enum

import strawberry

from models import (
    ApplicationChannel,
    ApplicationStatus,
    AssignmentKind,
    AssignmentStatus,
    CapacityUnit,
    CorrectionStatus,
    Delivery,
    DepartmentStatus,
    DocumentType,
    EducationDegree,
    EmployeeStatus,
    EmployeeType,
    Enumeration,
    EquipmentAvailability,
    EquipmentNameType,
    EquipmentStatus,
    FacilityStatus,
    Gender,
    InventoryStatus,
    InvitationKind,
    InvitationStatus,
    LetterKind,
    LetterState,
    MisClientStatus,
    MisConnectionStatus,
    NoticeAudience,
    PhoneType,
    PositionKind,
    PositionStatus,
    QualificationType,
    RoleSetStatus,
    ScienceDegree,
    SessionKind,
    SpecialityLevel,
    SpecialityQualificationType,
    SubstituteMode,
    WorkplaceStatus,
)


def _published(kind: type[Enumeration], description: str) -> None:
    """Make an enumeration a type of the graph; each value is described by its title."""
    made = strawberry.enum(kind, description=description)
    definition = made.__strawberry_definition__  # type: ignore[attr-defined]  # set by strawberry.enum
    for value in definition.values:
        value.description = kind[value.name].title_uk


class PositionOccupancy(Enumeration):
    """How much of a position is filled, computed from its active assignments."""

    VACANT = "VACANT", "Вільна"
    PARTLY_FILLED = "PARTLY_FILLED", "Зайнята частково"
    FILLED = "FILLED", "Зайнята"


class PermissionScope(Enumeration):
    """How far a permission reaches, from the narrowest to the widest."""

    OWN = "OWN", "Своє"
    DEPARTMENT = "DEPARTMENT", "Відділ призначення та нижчі"
    FACILITY = "FACILITY", "Заклад призначення"
    ANY = "ANY", "Усюди"


class PermissionVerdict(Enumeration):
    """What becomes of a permission that was asked about."""

    HELD = "HELD", "Є"
    NOT_HELD = "NOT_HELD", "Не надано"
    OUTSIDE_SCOPE = "OUTSIDE_SCOPE", "Надано, але сюди не сягає"
    NOT_YET_VALID = "NOT_YET_VALID", "Надано, але ще не діє"
    EXPIRED = "EXPIRED", "Надано, але вже не діє"
    SUSPENDED = "SUSPENDED", "Надано, але призупинено"
    CLIENT_CEILING = "CLIENT_CEILING", "Надано, але не для цієї системи"


class PrincipalKind(Enumeration):
    """Who asks."""

    ANONYMOUS = "ANONYMOUS", "Ніхто: без токена"
    PERSON = "PERSON", "Особа"
    CLIENT = "CLIENT", "Інформаційна система"
    EXPLORER = "EXPLORER", "Дослідник пісочниці"
    APPLICANT = "APPLICANT", "Заявник: підпис перевірено, у реєстрі особи немає"


class SessionCarrier(Enumeration):
    """What carries a session's token."""

    COOKIE = "COOKIE", "Cookie, якої не прочитає скрипт: для сторінок служби"
    TOKEN = "TOKEN", "Токен у відповіді, далі в полі Authorization: для програм"


class AccountState(Enumeration):
    """Whether somebody can work in the system."""

    ABSENT = "ABSENT", "Немає: лише картка"
    INVITED = "INVITED", "Запрошено"
    ACTIVE = "ACTIVE", "Діє"
    SUSPENDED = "SUSPENDED", "Призупинено в цьому закладі"
    BLOCKED = "BLOCKED", "Особу заблоковано"
    CLOSED = "CLOSED", "Закрито"


class CertificateValidity(Enumeration):
    """Whether signatures by a certificate are taken."""

    ACTIVE = "ACTIVE", "Діє"
    EXPIRED = "EXPIRED", "Строк дії минув"
    UNBOUND = "UNBOUND", "Від’єднано"
    REVOKED = "REVOKED", "Скасовано"


_published(PermissionScope, "Наскільки далеко сягає право")
_published(PermissionVerdict, "Що з правом")
_published(PrincipalKind, "Хто запитує")
_published(RoleSetStatus, "Стан рольового набору")
_published(FacilityStatus, "Стан закладу")
_published(ApplicationChannel, "Як надійшла заява")
_published(ApplicationStatus, "Стан заяви")
_published(DepartmentStatus, "Стан відділу")
_published(PositionKind, "Рід посади")
_published(PositionStatus, "Стан посади")
_published(PositionOccupancy, "Зайнятість посади")
_published(EmployeeType, "Вид працівника")
_published(EmployeeStatus, "Стан працівника")
_published(AccountState, "Стан облікового запису")
_published(CorrectionStatus, "Стан виправлення")
_published(AssignmentKind, "Вид призначення")
_published(InvitationKind, "Кого запрошено")
_published(InvitationStatus, "Стан запрошення")
_published(LetterKind, "Про що лист чи повідомлення")
_published(LetterState, "Що з листом")
_published(NoticeAudience, "Кому оголошення")
_published(Delivery, "Як посилання потрапляє до запрошеного")
_published(AssignmentStatus, "Стан призначення")
_published(SubstituteMode, "Коли дублер має права")
_published(WorkplaceStatus, "Стан робочого місця")
_published(InventoryStatus, "Чи присвоєно інвентарний номер")
_published(EquipmentStatus, "Стан запису про обладнання")
_published(EquipmentAvailability, "Доступність обладнання")
_published(EquipmentNameType, "Хто дав назву")
_published(CapacityUnit, "Одиниця місткості")
_published(MisClientStatus, "Чи приймають клієнта МІС")
_published(MisConnectionStatus, "Стан під’єднання клієнта МІС")
_published(PhoneType, "Вид телефону")
_published(Gender, "Стать")
_published(DocumentType, "Документ, що посвідчує особу")
_published(EducationDegree, "Ступінь освіти")
_published(QualificationType, "Вид підвищення кваліфікації")
_published(SpecialityLevel, "Категорія")
_published(SpecialityQualificationType, "Присвоєння чи підтвердження")
_published(ScienceDegree, "Науковий ступінь")
_published(SessionKind, "Чий сеанс")
_published(SessionCarrier, "Як передають токен сеансу")
_published(CertificateValidity, "Чи приймають підписи сертифікатом")


def is_enumeration(kind: object) -> bool:
    """Tell whether a Python type is an enumeration of the graph."""
    return isinstance(kind, type) and issubclass(kind, Enum)


__all__ = [
    "AccountState",
    "ApplicationChannel",
    "ApplicationStatus",
    "AssignmentKind",
    "AssignmentStatus",
    "CapacityUnit",
    "CertificateValidity",
    "CorrectionStatus",
    "Delivery",
    "DepartmentStatus",
    "DocumentType",
    "EducationDegree",
    "EmployeeStatus",
    "EmployeeType",
    "EquipmentAvailability",
    "EquipmentNameType",
    "EquipmentStatus",
    "FacilityStatus",
    "Gender",
    "InventoryStatus",
    "InvitationKind",
    "InvitationStatus",
    "LetterKind",
    "LetterState",
    "MisClientStatus",
    "MisConnectionStatus",
    "NoticeAudience",
    "PermissionScope",
    "PermissionVerdict",
    "PhoneType",
    "PositionKind",
    "PositionOccupancy",
    "PositionStatus",
    "PrincipalKind",
    "QualificationType",
    "RoleSetStatus",
    "ScienceDegree",
    "SessionCarrier",
    "SessionKind",
    "SpecialityLevel",
    "SpecialityQualificationType",
    "SubstituteMode",
    "WorkplaceStatus",
    "is_enumeration",
]
