"""Letter: what waits in the outbox to be mailed, and what became of it."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.entity import Enumeration, Part

if TYPE_CHECKING:
    from models.facility import Facility
    from models.invitation import Invitation
    from models.person import Person


class LetterKind(Enumeration):
    """What a letter, or a person's notice, is about."""

    APPLICATION_RECEIVED = "APPLICATION_RECEIVED", "Заяву прийнято"
    APPLICATION_RETURNED = "APPLICATION_RETURNED", "Заяву повернуто на доопрацювання"
    APPLICATION_REJECTED = "APPLICATION_REJECTED", "У реєстрації відмовлено"
    APPLICATION_OVERDUE = "APPLICATION_OVERDUE", "Строк розгляду заяви минув"
    FACILITY_REGISTERED = "FACILITY_REGISTERED", "Заклад зареєстровано"
    FACILITY_STATUS_CHANGED = "FACILITY_STATUS_CHANGED", "Стан закладу змінено"
    INVITATION = "INVITATION", "Запрошення"
    INVITATION_REMINDER = "INVITATION_REMINDER", "Нагадування про запрошення"
    INVITATION_UNDELIVERED = "INVITATION_UNDELIVERED", "Запрошення не доставлено"
    INVITATION_EXPIRED = "INVITATION_EXPIRED", "Строк запрошення минув"
    INVITATION_DECLINED = "INVITATION_DECLINED", "Запрошення відхилено"
    INVITATION_LOCKED = "INVITATION_LOCKED", "Запрошення заблоковано"
    REGISTRATION_COMPLETE = "REGISTRATION_COMPLETE", "Реєстрацію завершено"
    APPOINTED = "APPOINTED", "Призначення на посаду"
    ASSIGNMENT_ENDED = "ASSIGNMENT_ENDED", "Призначення завершено"
    ASSIGNMENT_SUSPENDED = "ASSIGNMENT_SUSPENDED", "Призначення призупинено"
    ASSIGNMENT_RESUMED = "ASSIGNMENT_RESUMED", "Призначення поновлено"
    RIGHTS_CHANGED = "RIGHTS_CHANGED", "Права за призначенням змінено"
    SUBSTITUTION_STARTED = "SUBSTITUTION_STARTED", "Заміщення розпочато"
    SUBSTITUTION_ENDED = "SUBSTITUTION_ENDED", "Заміщення завершено"
    EMPLOYEE_DISMISSED = "EMPLOYEE_DISMISSED", "Звільнення"
    EMPLOYEE_SUSPENDED = "EMPLOYEE_SUSPENDED", "Роботу в системі призупинено"
    EMPLOYEE_RESUMED = "EMPLOYEE_RESUMED", "Роботу в системі поновлено"
    PERSON_BLOCKED = "PERSON_BLOCKED", "Доступ заблоковано"
    PERSON_UNBLOCKED = "PERSON_UNBLOCKED", "Доступ розблоковано"
    CERTIFICATE_BOUND = "CERTIFICATE_BOUND", "Підпис новим сертифікатом"
    CERTIFICATE_EXPIRING = "CERTIFICATE_EXPIRING", "Строк сертифіката добігає кінця"
    EMAIL_CONFIRMATION = "EMAIL_CONFIRMATION", "Підтвердження адреси"
    EMAIL_CHANGED = "EMAIL_CHANGED", "Адресу змінено"
    IDENTITY_CORRECTION_DECIDED = "IDENTITY_CORRECTION_DECIDED", "Рішення про виправлення даних"


class LetterState(Enumeration):
    """What became of a letter; sent means that a mail server took it."""

    QUEUED = "QUEUED", "У черзі"
    SENT = "SENT", "Надіслано"
    DEFERRED = "DEFERRED", "Відкладено: поштовий сервер просить зачекати"
    FAILED = "FAILED", "Не надіслано: поштовий сервер відмовив"
    BOUNCED = "BOUNCED", "Повернулося: адресат його не отримав"
    CANCELLED = "CANCELLED", "Скасовано: лист більше не потрібен"


class OutboxLetter(Part):
    """A letter, written in the transaction of the act that it tells of.

    `secret_sealed` is the link that the letter carries; it is there only while the letter waits. A sender
    takes a letter by writing into `next_try_at` until when it wants to be alone with it, and gives it its
    Message-ID before the first attempt. `once` names what must not be written of twice.
    """

    kind = fields.CharEnumField(LetterKind)
    to_address = fields.CharField(254)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="letters", on_delete=RESTRICT, null=True
    )
    person_id: UUID | None
    facility: fields.ForeignKeyNullableRelation[Facility] = fields.ForeignKeyField(
        "models.Facility", related_name="letters", on_delete=RESTRICT, null=True
    )
    facility_id: UUID | None
    invitation: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "models.Invitation", related_name="letters", on_delete=RESTRICT, null=True
    )
    invitation_id: UUID | None
    parameters = fields.JSONField[dict[str, str]](default=dict)
    secret_sealed = fields.BinaryField(null=True)
    once = fields.CharField(120, null=True, unique=True)
    message_id = fields.CharField(200, null=True, unique=True)
    state = fields.CharEnumField(LetterState, default=LetterState.QUEUED)
    attempts = fields.IntField(default=0)
    queued_at = fields.DatetimeField(auto_now_add=True)
    next_try_at = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    last_error_code = fields.CharField(40, null=True)

    class Meta:
        table = "letter"
