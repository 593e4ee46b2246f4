"""A facility applies to be registered: its head signs, or a registrar types what came on paper (US-K1)."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import FULL_AND_APPLICANT, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.application_form import columns_of, normal_form
from commands.application_input import ApplicationForm
from commands.application_rules import (
    ENTITY,
    OPEN_ALREADY,
    in_progress,
    judge_signer,
    registered_already,
    submits_on_paper,
    write_to_applicant,
)
from commands.application_states import OPEN
from commands.application_terms import due_after
from commands.attachments import judge_attachments, keep_attachments
from commands.findings import Findings
from commands.letters import LetterKind, said_day
from commands.people_known import address_taken
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Refused, Unprocessable
from models import ApplicationChannel, ApplicationStatus, FacilityApplication
from models.validators import Accepted, Rejected, edrpou, tax_id
from models.validators import Problem as Verdict
from permissions.catalogue import FACILITY_APPLICATION
from signing.subject import subject_key

RECEIVED_AGO_MAX = dt.timedelta(days=60)  # what lay longer is no new application any more

_NUMBER = "SELECT nextval('facility_application_number') AS number"
_REGISTERED = """
SELECT 1 FROM facility WHERE kind_code = $1 AND status <> 'CLOSED'
    AND (edrpou = $2 OR edrpou IS NULL AND owner_tax_id = $3)
"""
_ADDRESSES = """
SELECT wanted.role FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted(role, address, tax_id)
JOIN email_address ON email_address.address = wanted.address
LEFT JOIN person_identity ON person_identity.person_id = email_address.person_id
WHERE person_identity.tax_id IS DISTINCT FROM wanted.tax_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitFacilityApplication(ApplicationForm):
    """What a facility applies with."""

    kind_code: Annotated[str, Asked("Вид суб’єкта", more="код довідника FACILITY_KIND")]
    edrpou: Annotated[str | None, Asked("Код ЄДРПОУ")] = None
    owner_tax_id: Annotated[str | None, Asked("РНОКПП власника", more="для ФОП, замість ЄДРПОУ")] = None
    received_on: Annotated[
        dt.date | None, Asked("День надходження", more="лише для паперової заяви, яку вносить реєстратор")
    ] = None
    scan_sha256: Annotated[
        str | None, Asked("SHA-256 скану паперової заяви", more="64 шістнадцяткові цифри")
    ] = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Whether it came on paper, and the files that it names."""

    on_paper: bool
    attachment_ids: tuple[UUID, ...]


async def _judge(
    tx: Transaction, actor: Actor, wish: SubmitFacilityApplication, _premises: Premises
) -> Examined[SubmitFacilityApplication, Submission]:
    findings = Findings(tx, actor)
    on_paper = submits_on_paper(actor)
    wish = replace(
        _judge_codes(findings, wish), scan_sha256=wish.scan_sha256 and wish.scan_sha256.strip().lower()
    )
    kind = await _judge_kind(findings, wish.kind_code)
    wish = await normal_form(findings, wish, wish.kind_code)
    _judge_paper(findings, wish, on_paper=on_paper)
    attachment_ids = await judge_attachments(findings, "attachments", wish.attachments)
    if await tx.execute_query_dict(_REGISTERED, [wish.kind_code, wish.edrpou, wish.owner_tax_id]):
        findings.refusals.append(registered_already())
    if on_paper and await _is_open(tx, wish):
        findings.refusals.append(in_progress())
    if not on_paper:
        await judge_signer(findings, wish.head.tax_id, wish.head.last_name, wish.edrpou)
    headline = "Внести паперову заяву про реєстрацію" if on_paper else "Подати заяву про реєстрацію"
    shown = {"kind_code": f"«{kind}»"}
    said = sentence(f"{headline} закладу «{wish.name_short}»", wish, shown)
    return findings.examined(wish, said, Submission(on_paper, attachment_ids))


def _judge_codes(findings: Findings, wish: SubmitFacilityApplication) -> SubmitFacilityApplication:
    """Judge that the facility is named by exactly one code."""
    if wish.edrpou is None and wish.owner_tax_id is None:
        findings.problem(
            "edrpou",
            "required",
            "зазначте код ЄДРПОУ або РНОКПП власника",
            "give the EDRPOU or the owner's number",
        )
    if wish.edrpou is not None and wish.owner_tax_id is not None:
        findings.problem(
            "ownerTaxId", "exclusion", "або ЄДРПОУ, або РНОКПП, не обидва", "one code or the other, not both"
        )
    return replace(
        wish,
        edrpou=findings.optional("edrpou", wish.edrpou, edrpou),
        owner_tax_id=findings.optional("ownerTaxId", wish.owner_tax_id, tax_id),
    )


async def _judge_kind(findings: Findings, kind_code: str) -> str:
    title = await findings.title("kindCode", "FACILITY_KIND", kind_code)
    if kind_code == "NATIONAL_CENTER":
        findings.problem("kindCode", "inclusion", "національний центр один", "there is one national centre")
    return title


def _judge_paper(findings: Findings, wish: SubmitFacilityApplication, *, on_paper: bool) -> None:
    """Judge what only an application on paper tells: the day of its receipt, and its scan."""
    if not on_paper:
        for at, value in (("receivedOn", wish.received_on), ("scanSha256", wish.scan_sha256)):
            if value is not None:
                findings.problem(at, "exclusion", "лише для паперової заяви", "only for what came on paper")
        return
    if wish.received_on is None:
        findings.problem("receivedOn", "required", "зазначте день надходження", "give the day of receipt")
    elif not findings.actor.today - RECEIVED_AGO_MAX <= wish.received_on <= findings.actor.today:
        findings.problem(
            "receivedOn",
            "date",
            f"не пізніше за сьогодні й не більш як {RECEIVED_AGO_MAX.days} днів тому",
            f"not after today and at most {RECEIVED_AGO_MAX.days} days ago",
        )
    if wish.scan_sha256 is None:
        findings.problem("scanSha256", "required", "зазначте SHA-256 скану", "give the SHA-256 of the scan")
    else:
        findings.checked("scanSha256", sha256_digest(wish.scan_sha256), wish.scan_sha256)


def sha256_digest(written: str) -> Accepted[str] | Rejected:
    """Give a digest in lower-case hexadecimal digits."""
    if re.fullmatch("[0-9a-f]{64}", written):
        return Accepted(written)
    return Rejected((Verdict("format", "64 шістнадцяткові цифри", "64 hexadecimal digits"),))


async def _is_open(tx: Transaction, wish: SubmitFacilityApplication) -> bool:
    code = {"edrpou": wish.edrpou} if wish.edrpou else {"owner_tax_id": wish.owner_tax_id}
    found = FacilityApplication.filter(kind_code=wish.kind_code, status__in=OPEN, **code)
    return await found.using_db(tx).exists()


async def _submit(
    tx: Transaction, actor: Actor, wish: SubmitFacilityApplication, submission: Submission
) -> Outcome:
    await refuse_foreign_addresses(tx, wish)
    (row,) = await tx.execute_query_dict(_NUMBER)
    received_on = wish.received_on or actor.today
    application = FacilityApplication(
        id=uuid7(),
        number=f"ЗР-{received_on.year}-{row['number']:06}",
        channel=ApplicationChannel.PAPER if submission.on_paper else ApplicationChannel.ONLINE,
        status=ApplicationStatus.SUBMITTED,
        applicant_key=None
        if submission.on_paper
        else subject_key("RNOKPP", wish.head.tax_id, actor.means.pepper),
        typed_by_id=actor.person_id if submission.on_paper else None,
        scan_sha256=wish.scan_sha256,
        received_on=received_on,
        due_on=await due_after(tx, received_on, actor.means.terms.registration_working_days),
        kind_code=wish.kind_code,
        edrpou=wish.edrpou,
        owner_tax_id=wish.owner_tax_id,
        **columns_of(wish),
    )
    with told(OPEN_ALREADY):
        await application.save(using_db=tx, force_create=True)
    await keep_attachments(tx, submission.attachment_ids, application.id, actor.now)
    await write_to_applicant(
        tx, application, LetterKind.APPLICATION_RECEIVED, dueOn=said_day(application.due_on)
    )
    changes = (Change(ENTITY, application.id, 1, ChangeKind.CREATED),)
    return Outcome({"application": application.id}, changes)


async def refuse_foreign_addresses(tx: Transaction, form: ApplicationForm) -> None:
    """Refuse addresses that other people have; asked of signed acts alone, which are remembered."""
    assert form.administrator is not None, "the normal form has it"
    roles = ["head", "administrator"]
    emails = [form.head.email, form.administrator.email]
    rows = await tx.execute_query_dict(
        _ADDRESSES, [roles, emails, [form.head.tax_id, form.administrator.tax_id]]
    )
    if rows:
        raise Refused((Unprocessable([address_taken(f"{row['role']}.email") for row in rows]),))


SUBMIT_FACILITY_APPLICATION = Act(
    "submitFacilityApplication",
    "Подати заяву про реєстрацію закладу",
    SubmitFacilityApplication,
    FACILITY_APPLICATION.create,
    {"application": ENTITY},
    _judge,
    _submit,
    opens=FULL_AND_APPLICANT,
)
