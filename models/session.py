"""Session: who may talk to the service, known by the digest of a token."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import Model, fields
from tortoise.fields import RESTRICT

from models.entity import Enumeration

if TYPE_CHECKING:
    from models.certificate import SigningCertificate
    from models.mis_client import MisClient
    from models.person import Person


class SessionKind(Enumeration):
    """What the holder of the token may be."""

    EXPLORER = "EXPLORER", "Дослідник пісочниці"
    PRE = "PRE", "Ще не відомо хто: вхід розпочато"
    APPLICANT = "APPLICANT", "Заявник: підпис перевірено, у реєстрі особи немає"
    FULL = "FULL", "Особа або клієнт МІС"


class Session(Model):
    """A session; only the SHA-256 of its token is stored.

    The principal is the person, or the client that has no person, or, for an explorer and an applicant, the
    session itself; whoever has not yet answered the challenge is nobody. `bind` names the session to those
    who must not know its token. `idle_seconds` is how long it may rest; `seen_at` is at most a minute late.
    A session that a certificate opened ends with it.
    """

    token_sha256 = fields.BinaryField(primary_key=True)
    kind = fields.CharEnumField(SessionKind)
    principal_id = fields.UUIDField(default=uuid4)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="sessions", on_delete=RESTRICT, null=True
    )
    person_id: UUID | None
    client: fields.ForeignKeyNullableRelation[MisClient] = fields.ForeignKeyField(
        "models.MisClient", related_name="sessions", on_delete=RESTRICT, null=True
    )
    client_id: UUID | None
    bind = fields.UUIDField(default=uuid4)
    subject_key = fields.BinaryField(null=True)
    invitation_id = fields.UUIDField(null=True)
    certificate: fields.ForeignKeyNullableRelation[SigningCertificate] = fields.ForeignKeyField(
        "models.SigningCertificate", related_name="sessions", on_delete=RESTRICT, null=True
    )
    certificate_id: UUID | None
    seen_at = fields.DatetimeField(auto_now_add=True)
    idle_seconds = fields.IntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    absolute_until = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"
