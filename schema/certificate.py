"""Certificates of people, and the sessions of whoever asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

import models
from schema.declare import field, values

if TYPE_CHECKING:
    from schema.enums import CertificateValidity, SessionKind

LIVING = (
    "{row}.person_id = {person} AND {row}.revoked_at IS NULL AND {row}.absolute_until > {now}"
    " AND coalesce({row}.seen_at + make_interval(secs => {row}.idle_seconds) > {now}, true)"
)
"""The sessions of whoever asks that are still open."""

_VALIDITY = (
    "CASE WHEN {row}.status = 'ACTIVE' AND {row}.not_after < {now} THEN 'EXPIRED' ELSE {row}.status END"
)


@values(
    "Сертифікат, яким особа тут підписувала; прив’язується сам за першим підписом", models.SigningCertificate
)
class SigningCertificate:
    """A certificate with which a person has signed here."""

    fingerprint: str = field(None, "Відбиток SHA-256, 64 шістнадцяткові цифри")
    issuer: str = field(None, "Хто видав", sql="{row}.issuer_name")
    serial: str = field(None, "Серійний номер, шістнадцятковими цифрами")
    algorithm: str = field(None, "Алгоритм ключа: DSTU4145, ECDSA чи RSA")
    edrpou: str | None = field(None, "Код ЄДРПОУ організації, якщо його названо в сертифікаті")
    not_before: dt.datetime = field(None, "Діє з")
    not_after: dt.datetime = field(None, "Діє до")
    status: CertificateValidity = field(None, "Чи приймають підписи ним", sql=_VALIDITY)
    bound_at: dt.datetime = field(None, "Коли ним уперше підписано")
    ended_at: dt.datetime | None = field(None, "Коли його від’єднано чи скасовано")


@values("Відкритий сеанс того, хто запитує", models.Session)
class CallerSession:
    """An open session of whoever asks."""

    id: UUID = field(None, "Ідентифікатор, за яким сеанс завершують", sql="{row}.bind")
    kind: SessionKind = field(None, "Чий це сеанс")
    created_at: dt.datetime = field(None, "Коли розпочато")
    seen_at: dt.datetime = field(None, "Коли ним користувалися востаннє, з точністю до хвилини")
    absolute_until: dt.datetime = field(None, "Коли закінчиться, хоч би ним і користувалися")
    is_current: bool = field(None, "Чи це той сеанс, у якому запитують", sql="{row}.bind = {session}")
