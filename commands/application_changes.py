"""The applicant goes on with an application: submits it again, or takes it back (US-K1, §2.1)."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import FULL_AND_APPLICANT, Act, Actor, Asked, Examined, Outcome
from commands.application_form import columns_of, normal_form
from commands.application_input import ApplicationForm
from commands.application_rules import (
    ENTITY,
    advance,
    applicants_application,
    hold_application,
    judge_signer,
    write_to_applicant,
)
from commands.application_terms import calendar_since
from commands.applications import refuse_foreign_addresses
from commands.attachments import judge_attachments, keep_attachments
from commands.findings import Findings
from commands.letters import LetterKind, said_day
from commands.premises import Premises
from commands.wording import sentence
from commands.working_days import term_end, working_days_between
from models import ApplicationChannel, ApplicationStatus, FacilityApplication
from permissions.catalogue import FACILITY_APPLICATION
from permissions.holdings import KYIV


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitApplication(ApplicationForm):
    """What a returned application says now; code and kind of the facility stay."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    """Which application is taken back."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]


@dataclass(frozen=True, slots=True)
class Resubmission:
    """The application as it was, and the files that it names now."""

    application: FacilityApplication
    attachment_ids: tuple[UUID, ...]


async def _judge_resubmission(
    tx: Transaction, actor: Actor, wish: ResubmitApplication, _premises: Premises
) -> Examined[ResubmitApplication, Resubmission]:
    findings = Findings(tx, actor)
    application = await applicants_application(findings, wish.application_id, ApplicationStatus.SUBMITTED)
    if application is None:
        return findings.examined(wish)
    wish = await normal_form(findings, wish, application.kind_code)
    attachment_ids = await judge_attachments(findings, "attachments", wish.attachments, application.id)
    if application.channel == ApplicationChannel.ONLINE:
        if wish.head.tax_id != application.head_tax_id:
            findings.problem(
                "head.taxId",
                "invalid",
                "новий керівник подає нову заяву, а цю можна відкликати",
                "a new head submits a new application, and this one can be withdrawn",
            )
        await judge_signer(findings, wish.head.tax_id, wish.head.last_name, application.edrpou)
    shown = {"application_id": application.number}
    said = sentence(f"Подати знову заяву закладу «{wish.name_short}»", wish, shown)
    return findings.examined(wish, said, Resubmission(application, attachment_ids))


async def _resubmit(tx: Transaction, actor: Actor, wish: ResubmitApplication, found: Resubmission) -> Outcome:
    application = found.application
    assert application.paused_at is not None, "only what was returned is submitted again"
    await refuse_foreign_addresses(tx, wish)
    calendar = await calendar_since(tx, application.received_on)
    returned_on = application.paused_at.astimezone(KYIV).date()
    paused_days = application.paused_days + working_days_between(calendar, returned_on, actor.today)
    term = actor.means.terms.registration_working_days + paused_days
    change = await advance(
        tx,
        actor,
        application,
        status=ApplicationStatus.SUBMITTED,
        paused_at=None,
        paused_days=paused_days,
        due_on=term_end(calendar, application.received_on, term),
        taken_by_id=None,
        taken_at=None,
        **columns_of(wish),
    )
    await keep_attachments(tx, found.attachment_ids, application.id, actor.now)
    await write_to_applicant(
        tx, application, LetterKind.APPLICATION_RECEIVED, dueOn=said_day(application.due_on)
    )
    return Outcome({"application": application.id}, (change,))


async def _judge_withdrawal(
    tx: Transaction, actor: Actor, wish: WithdrawApplication, _premises: Premises
) -> Examined[WithdrawApplication, FacilityApplication]:
    findings = Findings(tx, actor)
    application = await applicants_application(findings, wish.application_id, ApplicationStatus.WITHDRAWN)
    if application is None:
        return findings.examined(wish)
    said = sentence(
        f"Відкликати заяву закладу «{application.name_short}»", wish, {"application_id": application.number}
    )
    return findings.examined(wish, said, application)


async def _withdraw(
    tx: Transaction, actor: Actor, _wish: WithdrawApplication, application: FacilityApplication
) -> Outcome:
    change = await advance(
        tx, actor, application, status=ApplicationStatus.WITHDRAWN, paused_at=None, decided_at=actor.now
    )
    return Outcome({"application": application.id}, (change,))


RESUBMIT_APPLICATION = Act(
    "resubmitApplication",
    "Подати заяву знову",
    ResubmitApplication,
    FACILITY_APPLICATION.create,
    {"application": ENTITY},
    _judge_resubmission,
    _resubmit,
    lock=hold_application,
    opens=FULL_AND_APPLICANT,
)

WITHDRAW_APPLICATION = Act(
    "withdrawApplication",
    "Відкликати заяву",
    WithdrawApplication,
    FACILITY_APPLICATION.create,
    {"application": ENTITY},
    _judge_withdrawal,
    _withdraw,
    lock=hold_application,
    opens=FULL_AND_APPLICANT,
)
