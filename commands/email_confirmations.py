"""New addresses count when the letter that is sent to them is answered, and not before (US-X2).

An address is nobody's until then, so that nobody keeps another person's address busy by writing it down.
"""

import datetime as dt
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.employee_names import updated_person
from commands.employee_rows import GONE, gone, updated
from commands.findings import Findings, foreign, not_found
from commands.letters import Letter, LetterKind, post, said_moment
from commands.people_known import address_taken
from commands.premises import Premises
from commands.wording import sentence
from errors import Conflict, Refused, Unprocessable
from models import EmailConfirmation, Employee, Person
from models.validators import Accepted, Rejected, text
from permissions.catalogue import EMPLOYEE

TOKEN_BYTES = 32
TOKEN_LENGTH_MAX = 64
LIFETIME = dt.timedelta(hours=72)

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 27))"
_OWNER = "SELECT person_id FROM email_address WHERE address = $1"
_OWN = "INSERT INTO email_address (address, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_RELEASE = """
DELETE FROM email_address WHERE address = $1 AND person_id = $2
    AND NOT EXISTS (SELECT FROM employee WHERE work_email = $1)
    AND NOT EXISTS (SELECT FROM person WHERE personal_email = $1)
"""
_CANCEL = """
UPDATE email_confirmation SET cancelled_at = $3
WHERE person_id = $1 AND employee_id IS NOT DISTINCT FROM $2 AND confirmed_at IS NULL AND cancelled_at IS NULL
"""
_HOLD = "SELECT FROM email_confirmation WHERE token_sha256 = $1 FOR NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class ConfirmEmail:
    """By what the letter said an address is confirmed."""

    token: Annotated[str, Asked("Код підтвердження", more="частина посилання з листа після знака #")]


async def own_address(tx: Transaction, at: str, address: str, person_id: UUID) -> None:
    """Make an address the person's; raises Refused where it is another one's."""
    await refuse_taken(tx, at, address, person_id)
    await tx.execute_query(_OWN, [address, person_id])


async def refuse_taken(tx: Transaction, at: str, address: str, person_id: UUID) -> None:
    """Refuse an address of another person; nobody takes it before the end of the transaction."""
    await tx.execute_query_dict(_LOCK, [address])
    rows = await tx.execute_query_dict(_OWNER, [address])
    if any(row["person_id"] != person_id for row in rows):
        raise Refused((Unprocessable([address_taken(at)]),))


async def release_address(tx: Transaction, address: str | None, person_id: UUID) -> None:
    """Let go of an address that the person no longer uses anywhere."""
    if address is not None:
        await tx.execute_query(_RELEASE, [address, person_id])


async def ask_to_confirm(
    tx: Transaction, actor: Actor, employee: Employee, address: str, *, personal: bool
) -> Change:
    """Send a letter to a new address, instead of any that is still out; gives the change."""
    person_id, employee_id = employee.person_id, None if personal else employee.id
    await tx.execute_query(_CANCEL, [person_id, employee_id, actor.now])
    token = urlsafe_b64encode(actor.means.random(TOKEN_BYTES)).decode().rstrip("=")
    made = await EmailConfirmation.create(
        using_db=tx,
        id=uuid7(),
        person_id=person_id,
        employee_id=employee_id,
        facility_id=employee.facility_id,
        address=address,
        token_sha256=_digest(token),
        created_at=actor.now,
        expires_at=actor.now + LIFETIME,
    )
    link = f"{actor.means.public_url}/confirm-email#{token}"
    letter = Letter(
        LetterKind.EMAIL_CONFIRMATION,
        address,
        {"expiresAt": said_moment(made.expires_at)},
        person_id,
        employee.facility_id,
        secret_sealed=actor.means.seal(link.encode()),
    )
    await post(tx, letter)
    return Change("EmailConfirmation", made.id, 1, ChangeKind.CREATED)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _token(written: str) -> Accepted[str] | Rejected:
    return text(written, TOKEN_LENGTH_MAX)


async def _hold(tx: Transaction, wish: ConfirmEmail) -> None:
    await tx.execute_query_dict(_HOLD, [_digest(wish.token.strip())])


async def _judge(
    tx: Transaction, actor: Actor, wish: ConfirmEmail, premises: Premises
) -> Examined[ConfirmEmail, EmailConfirmation]:
    findings = Findings(tx, actor)
    wish = ConfirmEmail(findings.checked("token", _token(wish.token), wish.token))
    found = await EmailConfirmation.get_or_none(token_sha256=_digest(wish.token), using_db=tx)
    if found is None or found.person_id != actor.person:
        findings.refusals.append(not_found("token"))
        return findings.examined(wish)
    if found.employee_id is not None:
        await _judge_employee(findings, found)
    if found.confirmed_at is not None or found.cancelled_at is not None:
        findings.refusals.append(_over("посилання вже використано або замінено новим", "USED"))
    elif found.expires_at <= actor.now:
        findings.refusals.append(_over("строк дії посилання закінчився", "EXPIRED"))
    said = sentence(
        f"Підтвердити свою електронну адресу {found.address}, заклад «{premises.name}»",
        wish,
        {"token": "з листа"},
    )
    return findings.examined(wish, said, found)


async def _judge_employee(findings: Findings, found: EmailConfirmation) -> None:
    """Judge that the work whose address it is goes on, in the facility that the payload names."""
    employee = await Employee.get(id=found.employee_id, using_db=findings.tx)
    if employee.facility_id != findings.actor.facility:
        findings.refusals.append(foreign("token"))
    if employee.status in GONE:
        findings.refusals.append(gone(employee))


def _over(words: str, reason: str) -> Conflict:
    return Conflict(
        f"{words}; змініть адресу ще раз",
        "the link is used, replaced or too old; change the address again",
        evidence={"reason": reason},
    )


async def _confirm(tx: Transaction, actor: Actor, _wish: ConfirmEmail, found: EmailConfirmation) -> Outcome:
    await own_address(tx, "token", found.address, found.person_id)
    found.confirmed_at = actor.now
    await found.save(using_db=tx, update_fields=["confirmed_at"])
    confirmed = Change("EmailConfirmation", found.id, 2, ChangeKind.UPDATED)
    former, change, result = await _use(tx, actor, found)
    await release_address(tx, former, found.person_id)
    if former is not None and former != found.address:
        await post(tx, Letter(LetterKind.EMAIL_CHANGED, former, {}, found.person_id, found.facility_id))
    return Outcome(result, (confirmed, change))


async def _use(
    tx: Transaction, actor: Actor, found: EmailConfirmation
) -> tuple[str | None, Change, dict[str, Any]]:
    """Let the confirmed address count; gives the one before, the change, and what is shown."""
    if found.employee_id is None:
        person = await Person.get(id=found.person_id, using_db=tx)
        former = person.personal_email
        return former, await updated_person(tx, actor, person.id, personal_email=found.address), {}
    employee = await Employee.get(id=found.employee_id, using_db=tx)
    former = employee.work_email
    return former, await updated(tx, employee, work_email=found.address), {"employee": employee.id}


CONFIRM_EMAIL = Act(
    "confirmEmail",
    "Підтвердити електронну адресу",
    ConfirmEmail,
    EMPLOYEE.work_contact_update,
    {"employee": "Employee"},
    _judge,
    _confirm,
    lock=_hold,
)
