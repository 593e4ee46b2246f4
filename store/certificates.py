"""Certificates of people: each binds itself to its person at its first use, until somebody unbinds it."""

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from errors import Revoked, SignerMismatch
from signing.certificate import Certificate
from signing.issuing import algorithm_name, issuer_name

# The issuer's signature of a certificate can be written in two ways (ECDSA: s or n - s), which gives one
# certificate two fingerprints; issuer and serial number are the same in both (RFC 5280, 4.1.2.2).
_FIND = """
SELECT id, person_id, status, ended_at FROM signing_certificate
WHERE fingerprint = $1 OR (issuer_sha256 = $2 AND serial = $3) ORDER BY status = 'ACTIVE' LIMIT 1
"""
_FIND_AND_HOLD = f"{_FIND} FOR SHARE"
_BIND = """
INSERT INTO signing_certificate (id, person_id, fingerprint, issuer_sha256, serial, issuer_name, algorithm,
    edrpou, not_before, not_after, bound_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING
"""


async def admit(
    tx: Transaction,
    person_id: UUID,
    certificate: Certificate,
    edrpou: str | None,
    now: dt.datetime,
    *,
    hold: bool = False,
) -> UUID:
    """Let a person sign by a certificate, bind it if it is new, and give its id.

    Held, it ends after the transaction or not at all, so that what it opened is found and ended with it.
    Raises Revoked or SignerMismatch.
    """
    number = _number(certificate)
    found = await _known(tx, person_id, number, hold=hold)
    if found is None:
        about = [issuer_name(certificate), algorithm_name(certificate), edrpou]
        period = [certificate.not_before, certificate.not_after, now]
        await tx.execute_query(_BIND, [uuid7(), person_id, *number, *about, *period])
        # whoever bound it at the same moment was the same person, or is found now
        found = await _known(tx, person_id, number, hold=hold)
    assert found is not None, "it was there or is now"
    return found


async def refuse_ended(tx: Transaction, certificate: Certificate) -> None:
    """Refuse a certificate that somebody has unbound or that was revoked, whoever signs; raises Revoked."""
    for row in await tx.execute_query_dict(_FIND, _number(certificate)):
        if row["status"] != "ACTIVE":
            raise _revoked(row["status"], row["ended_at"])


def _number(certificate: Certificate) -> list[object]:
    """Give by what a certificate is known: its fingerprint, or its issuer and serial number."""
    issuer = sha256(certificate.issuer).digest()
    return [certificate.fingerprint.hex(), issuer, _hexadecimal(certificate.serial)]


async def _known(tx: Transaction, person_id: UUID, number: Sequence[object], *, hold: bool) -> UUID | None:
    for row in await tx.execute_query_dict(_FIND_AND_HOLD if hold else _FIND, list(number)):
        if row["status"] != "ACTIVE":
            raise _revoked(row["status"], row["ended_at"])
        if row["person_id"] != person_id:
            raise SignerMismatch(
                "сертифікат прив’язано до іншої особи", "the certificate is bound to another person"
            )
        found: UUID = row["id"]
        return found
    return None


def _hexadecimal(serial: int) -> str:
    """Write a serial number; one by RFC 5280 (4.1.2.2) is positive and has at most 40 digits."""
    return f"{abs(serial):x}"[:80]


def _revoked(status: str, since: dt.datetime) -> Revoked:
    word, word_en = {
        "UNBOUND": ("від’єднано", "was unbound"),
        "REVOKED": ("скасовано", "was revoked"),
    }[status]
    return Revoked(
        f"сертифікат {word}: підписів ним більше не приймають",
        f"the certificate {word_en}: signatures by it are no longer taken",
        evidence={"status": status, "since": since.isoformat(timespec="seconds")},
    )
