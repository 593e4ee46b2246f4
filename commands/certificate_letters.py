"""Letters about certificates: that one has signed for the first time, and that one is soon over."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.letters import Letter, LetterKind, post, said_moment
from commands.means import Means
from commands.notices import tell
from commands.round import BATCH, Round

DAYS_BEFORE = (30, 7, 1)
"""How many days before its end a certificate's person is reminded."""

# Where a person reads letters: at work, or else at home; who works nowhere yet has no other address.
_ADDRESS = """
coalesce(
    (SELECT work_email FROM employee
     WHERE employee.person_id = person.id AND employee.status IN ('ACTIVE', 'PENDING', 'SUSPENDED')
     ORDER BY employee.status = 'ACTIVE' DESC, employee.id LIMIT 1),
    person.personal_email
) AS email
"""
_UNTOLD = f"""
UPDATE signing_certificate SET told_at = $1
FROM (
    SELECT certificate.id, {_ADDRESS}
    FROM signing_certificate AS certificate JOIN person ON person.id = certificate.person_id
    WHERE certificate.told_at IS NULL
    ORDER BY certificate.bound_at LIMIT $2 FOR UPDATE OF certificate SKIP LOCKED
) AS found
WHERE signing_certificate.id = found.id
RETURNING signing_certificate.person_id, issuer_name, serial, bound_at, found.email
"""
# Of the marks that are reached the nearest to the end counts, once. Nobody is reminded who has another
# certificate that lasts, or works nowhere any more.
_EXPIRING = f"""
SELECT certificate.id, certificate.person_id, issuer_name, serial, not_after, mark.days, {_ADDRESS}
FROM signing_certificate AS certificate
    JOIN person ON person.id = certificate.person_id
    JOIN LATERAL (
        SELECT min(days) AS days FROM unnest($2::integer[]) AS days
        WHERE certificate.not_after <= $1::timestamptz + make_interval(days => days)
    ) AS mark ON mark.days IS NOT NULL
WHERE certificate.status = 'ACTIVE' AND certificate.not_after > $1::timestamptz
    AND certificate.not_after <= $1::timestamptz + make_interval(days => $3)
    AND NOT EXISTS (
        SELECT FROM person_notice
        WHERE once = 'CERTIFICATE_EXPIRING:' || certificate.id || ':' || mark.days
    )
    AND NOT EXISTS (
        SELECT FROM signing_certificate AS other
        WHERE other.person_id = certificate.person_id AND other.status = 'ACTIVE'
            AND other.not_after > $1::timestamptz + make_interval(days => $3)
    )
    AND EXISTS (
        SELECT FROM employee
        WHERE employee.person_id = certificate.person_id AND employee.status IN ('ACTIVE', 'SUSPENDED')
    )
ORDER BY certificate.not_after LIMIT $4 FOR NO KEY UPDATE OF certificate SKIP LOCKED
"""


async def tell_of_new_certificates(tx: Transaction, now: datetime, _means: Means) -> int:
    """Write to people by whose new certificates has been signed: if it was not them, they should know."""
    bound = await tx.execute_query_dict(_UNTOLD, [now, BATCH])
    for row in bound:
        parameters = {**_certificate(row), "boundAt": said_moment(row["bound_at"])}
        await _inform(tx, LetterKind.CERTIFICATE_BOUND, row, parameters, None)
    return len(bound)


async def tell_of_expiring_certificates(tx: Transaction, now: datetime, _means: Means) -> int:
    """Remind people of certificates that are soon over."""
    values = [now, [*DAYS_BEFORE], max(DAYS_BEFORE), BATCH]
    expiring = await tx.execute_query_dict(_EXPIRING, values)
    for row in expiring:
        left = -(-(row["not_after"] - now) // dt.timedelta(days=1))
        ends = said_moment(row["not_after"])
        parameters = {**_certificate(row), "expiresAt": ends, "days": str(left)}
        once = f"{LetterKind.CERTIFICATE_EXPIRING}:{row['id']}:{row['days']}"
        await _inform(tx, LetterKind.CERTIFICATE_EXPIRING, row, parameters, once)
    return len(expiring)


def _certificate(row: Mapping[str, Any]) -> Mapping[str, str]:
    return {"issuer": row["issuer_name"], "serial": row["serial"]}


async def _inform(
    tx: Transaction,
    kind: LetterKind,
    row: Mapping[str, Any],  # a row of the database
    parameters: Mapping[str, str],
    once: str | None,
) -> None:
    person_id = row["person_id"]
    if row["email"] is not None:
        await post(tx, Letter(kind, row["email"], parameters, person_id, once=once))
    await tell(tx, person_id, kind, parameters, once=once)


CERTIFICATE_ROUNDS = (
    Round("tellOfNewCertificates", dt.timedelta(minutes=1), tell_of_new_certificates),
    Round("tellOfExpiringCertificates", dt.timedelta(hours=1), tell_of_expiring_certificates),
)
