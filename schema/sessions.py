"""Sessions in the graph: the mutations that open and end them, and what they answer.

They are the only mutations that nobody's signed act is behind: `completeLogin` takes a signature and changes
nothing of record, the others only take access away or give a challenge.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry

from models import SessionKind
from schema.arguments import argument
from schema.enums import SessionCarrier
from schema.scalars import SignedPayload


@strawberry.type(description="Розпочатий вхід: що саме підписати, щоб увійти")
class LoginChallenge:
    """What to sign in order to log in, and the session in which it is awaited."""

    payload: str = strawberry.field(
        description="Дані до підпису: рівно ці байти UTF-8, вкладені в CMS (attached)"
    )
    text: str = strawberry.field(description="Що підписує особа, словами")
    expires_at: dt.datetime = strawberry.field(description="До якого часу на підпис чекають")
    token: str | None = strawberry.field(
        description="Токен, з яким надсилають підписане; null, якщо він у cookie"
    )
    decline: str | None = strawberry.field(
        description="Що підписати натомість, щоб відхилити запрошення; null, якщо вхід не за запрошенням"
    )


@strawberry.type(description="Відкритий сеанс")
class OpenedSession:
    """A session that a signature has opened."""

    kind: SessionKind = strawberry.field(description="Чий це сеанс: особи з реєстру чи заявника")
    id: UUID = strawberry.field(description="Ідентифікатор сеансу")
    expires_at: dt.datetime = strawberry.field(
        description="Коли сеанс закінчиться, хоч би ним і користувалися"
    )
    token: str | None = strawberry.field(description="Новий токен; null, якщо він у cookie")


@strawberry.type(description="Чи сеанс завершено")
class EndedSession:
    """Whether a session was ended."""

    ended: bool = strawberry.field(description="Чи був такий сеанс; його завершено")


START, COMPLETE, LOGOUT, REVOKE = "startLogin", "completeLogin", "logout", "revokeSession"
RESULTS: Mapping[str, str] = {
    START: "LoginChallenge",
    COMPLETE: "OpenedSession",
    LOGOUT: "EndedSession",
    REVOKE: "EndedSession",
}
"""The mutations of sessions, with the types that they answer."""

_COOKIE = "Сторінкам — cookie, якої не прочитає скрипт; програмам — токен у відповіді"


def session_fields() -> Mapping[str, tuple[Any, Any]]:
    """Make the fields of the mutation type that open and end sessions."""
    signed = argument("signed", SignedPayload, "Підписане завдання зі startLogin", required=True)
    return {
        START: (
            LoginChallenge,
            _field(
                "Розпочати вхід: дати завдання до підпису",
                argument("carrier", SessionCarrier, _COOKIE),
                argument(
                    "invitationToken",
                    str,
                    "Те, що стоїть у запрошувальному посиланні після #: завдання буде для acceptInvitation",
                ),
            ),
        ),
        COMPLETE: (OpenedSession, _field("Увійти за підписаним завданням; токен щоразу новий", signed)),
        LOGOUT: (EndedSession, _field("Вийти: завершити свій сеанс")),
        REVOKE: (
            EndedSession,
            _field(
                "Завершити інший свій сеанс; підпису не потребує, бо лише забирає доступ",
                argument("id", UUID, "Сеанс, як у me.sessions", required=True),
            ),
        ),
    }


def _field(description: str, *arguments: Any) -> Any:  # Strawberry's field and arguments
    made = strawberry.field(description=description)
    made.arguments = list(arguments)
    return made
