"""Invitations at the door, in the graph: what is told to whoever has a link, and the answers to it.

Nobody needs a session to look at an invitation. To answer one, a session that waits is begun with the link's
token, and what is signed in it names the invitation, never the token.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import strawberry

from schema.arguments import argument
from schema.enums import InvitationKind
from schema.scalars import SignedPayload
from schema.sessions import OpenedSession


@strawberry.type(description="Запрошення, як його бачить будь-хто з посиланням: особа під маскою")
class InvitationPeek:
    """What anybody who has the link is told."""

    kind: InvitationKind = strawberry.field(description="Кого запрошено")
    expires_at: dt.datetime = strawberry.field(description="До якого часу діє посилання")
    facility_name: str = strawberry.field(description="Заклад")
    facility_address: str = strawberry.field(description="Його адреса")
    department_name: str = strawberry.field(description="Відділ")
    position_title: str = strawberry.field(description="Посада")
    start_date: dt.date = strawberry.field(description="З якого дня")
    end_date: dt.date | None = strawberry.field(description="До якого дня, якщо строк обмежено")
    inviter_name: str | None = strawberry.field(description="Хто запросив")
    role_sets: list[str] = strawberry.field(description="Які рольові набори дістане запрошений")
    person_name: str = strawberry.field(description="Кого запрошено, під маскою: «Шев*** Т.»")
    tax_id_end: str | None = strawberry.field(description="Останні три цифри РНОКПП запрошеного")


@strawberry.type(description="Чому ключ не підійде")
class CertificateProblem:
    """Why a key would not do."""

    code: str = strawberry.field(description="Код відмови")
    message: str = strawberry.field(description="Пояснення")
    message_en: str = strawberry.field(description="Пояснення англійською")


@strawberry.type(description="Самоперевірка ключа: чи прийме його реєстр і кого він називає")
class CertificateCheck:
    """What the service reads from a signature; nothing of it is kept."""

    accepted: bool = strawberry.field(description="Чи приймуть підписи цим ключем")
    problems: list[CertificateProblem] = strawberry.field(description="Чому ні")
    checks: list[str] = strawberry.field(description="Що перевірено")
    surname: str | None = strawberry.field(description="Прізвище в сертифікаті")
    given_names: str | None = strawberry.field(description="Ім’я та по батькові в сертифікаті")
    tax_id: str | None = strawberry.field(description="РНОКПП у сертифікаті, під маскою: «…123»")
    document: str | None = strawberry.field(description="Номер документа замість РНОКПП, під маскою: «…456»")
    edrpou: str | None = strawberry.field(description="Код ЄДРПОУ організації, якщо сертифікат його має")
    issuer: str | None = strawberry.field(description="Хто видав сертифікат")
    algorithm: str | None = strawberry.field(description="Алгоритм підпису")
    not_before: dt.datetime | None = strawberry.field(description="З якого часу чинний")
    not_after: dt.datetime | None = strawberry.field(description="До якого часу чинний")


PEEK = "peekInvitation"
ACCEPT, DECLINE, CHECK = "acceptInvitation", "declineInvitation", "checkCertificate"


@strawberry.type(description="Відхилене запрошення")
class DeclinedInvitation:
    """An invitation that its person has declined."""

    declined: bool = strawberry.field(description="Запрошення відхилено, призначення скасовано")


INVITED_RESULTS: Mapping[str, str] = {
    ACCEPT: "OpenedSession",
    DECLINE: "DeclinedInvitation",
    CHECK: "CertificateCheck",
}
"""The mutations at the door that invitations need, with the types that they answer."""


def invited_fields() -> Mapping[str, tuple[Any, Any]]:
    """Make the fields of the mutation type that answer invitations and try keys."""
    return {
        ACCEPT: (
            OpenedSession,
            _field("Прийняти запрошення й увійти: підписане завдання startLogin(invitationToken:)"),
        ),
        DECLINE: (DeclinedInvitation, _field("Відхилити запрошення: підписане decline зі startLogin")),
        CHECK: (
            CertificateCheck,
            _field("Перевірити ключ, нічого не роблячи: будь-які підписані дані, attached CMS"),
        ),
    }


def _field(description: str) -> Any:  # Strawberry's field
    made = strawberry.field(description=description)
    made.arguments = [argument("signed", SignedPayload, "Підписані дані", required=True)]
    return made
