"""The national centre reviews an application: takes it, returns it or rejects it (US-K2)."""

from dataclasses import dataclass, replace
from typing import Annotated, TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Examined, Outcome
from commands.application_rules import (
    ENTITY,
    advance,
    application_seen,
    hold_application,
    judge_duties,
    write_to_applicant,
)
from commands.findings import Findings
from commands.letters import LetterKind
from commands.premises import Premises
from commands.wording import sentence
from models import ApplicationStatus, FacilityApplication
from models.validators import Accepted, Rejected, text
from permissions.catalogue import FACILITY_APPLICATION

COMMENT_LENGTH_MAX = 2000
DICTIONARY = "APPLICATION_REASON"


@dataclass(frozen=True, slots=True)
class TakeApplication:
    """Which application is taken in review."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]


@dataclass(frozen=True, slots=True)
class ReturnApplication:
    """Which application is returned, and what there is to amend."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]
    reason_code: Annotated[str, Asked("Підстава", more="код довідника APPLICATION_REASON")]
    comment: Annotated[str, Asked("Пояснення", more="що саме виправити")]


@dataclass(frozen=True, slots=True)
class RejectApplication:
    """Which application is rejected, and why."""

    application_id: Annotated[UUID, Asked("Заява", ENTITY)]
    reason_code: Annotated[str, Asked("Підстава", more="код довідника APPLICATION_REASON")]
    comment: Annotated[str, Asked("Пояснення")]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The application, and the title of the reason."""

    application: FacilityApplication
    reason: str


R = TypeVar("R", ReturnApplication, RejectApplication)


async def _judge_taking(
    tx: Transaction, actor: Actor, wish: TakeApplication, _premises: Premises
) -> Examined[TakeApplication, FacilityApplication]:
    findings = Findings(tx, actor)
    application = await application_seen(findings, wish.application_id, ApplicationStatus.IN_REVIEW)
    if application is None:
        return findings.examined(wish)
    said = sentence(
        f"Узяти на розгляд заяву закладу «{application.name_short}»",
        wish,
        {"application_id": application.number},
    )
    return findings.examined(wish, said, application)


async def _take(
    tx: Transaction, actor: Actor, _wish: TakeApplication, application: FacilityApplication
) -> Outcome:
    change = await advance(
        tx,
        actor,
        application,
        status=ApplicationStatus.IN_REVIEW,
        taken_by_id=actor.person,
        taken_at=actor.now,
    )
    return Outcome({"application": application.id}, (change,))


async def _judged(
    findings: Findings, wish: R, after: ApplicationStatus, headline: str
) -> tuple[R, str, Verdict | None]:
    """Judge what sends an application away: with a reason of the dictionary and in words."""
    reason = await findings.title("reasonCode", DICTIONARY, wish.reason_code)
    wish = replace(wish, comment=findings.checked("comment", _comment(wish.comment), wish.comment))
    application = await application_seen(findings, wish.application_id, after)
    if application is None:
        return wish, "", None
    shown = {"application_id": application.number, "reason_code": f"«{reason}»"}
    said = sentence(f"{headline} заяву закладу «{application.name_short}»", wish, shown)
    return wish, said, Verdict(application, reason)


async def _judge_return(
    tx: Transaction, actor: Actor, wish: ReturnApplication, _premises: Premises
) -> Examined[ReturnApplication, Verdict]:
    findings = Findings(tx, actor)
    wish, said, verdict = await _judged(
        findings, wish, ApplicationStatus.RETURNED, "Повернути на доопрацювання"
    )
    return findings.examined(wish, said, verdict)


async def _return(tx: Transaction, actor: Actor, wish: ReturnApplication, verdict: Verdict) -> Outcome:
    change = await advance(
        tx,
        actor,
        verdict.application,
        status=ApplicationStatus.RETURNED,
        paused_at=actor.now,
        reason_code=wish.reason_code,
        comment=wish.comment,
    )
    await _tell(tx, verdict, LetterKind.APPLICATION_RETURNED, wish.comment)
    return Outcome({"application": verdict.application.id}, (change,))


async def _judge_rejection(
    tx: Transaction, actor: Actor, wish: RejectApplication, _premises: Premises
) -> Examined[RejectApplication, Verdict]:
    findings = Findings(tx, actor)
    wish, said, verdict = await _judged(findings, wish, ApplicationStatus.REJECTED, "Відхилити")
    if verdict is not None:
        await judge_duties(findings, verdict.application)
    return findings.examined(wish, said, verdict)


async def _reject(tx: Transaction, actor: Actor, wish: RejectApplication, verdict: Verdict) -> Outcome:
    change = await advance(
        tx,
        actor,
        verdict.application,
        status=ApplicationStatus.REJECTED,
        decided_at=actor.now,
        reason_code=wish.reason_code,
        comment=wish.comment,
    )
    await _tell(tx, verdict, LetterKind.APPLICATION_REJECTED, wish.comment)
    return Outcome({"application": verdict.application.id}, (change,))


async def _tell(tx: Transaction, verdict: Verdict, kind: LetterKind, comment: str) -> None:
    await write_to_applicant(tx, verdict.application, kind, reason=verdict.reason, comment=comment)


def _comment(written: str) -> Accepted[str] | Rejected:
    return text(written, COMMENT_LENGTH_MAX)


TAKE_APPLICATION = Act(
    "takeApplication",
    "Узяти заяву на розгляд",
    TakeApplication,
    FACILITY_APPLICATION.decide,
    {"application": ENTITY},
    _judge_taking,
    _take,
    lock=hold_application,
)

RETURN_APPLICATION = Act(
    "returnApplication",
    "Повернути заяву на доопрацювання",
    ReturnApplication,
    FACILITY_APPLICATION.decide,
    {"application": ENTITY},
    _judge_return,
    _return,
    lock=hold_application,
)

REJECT_APPLICATION = Act(
    "rejectApplication",
    "Відхилити заяву",
    RejectApplication,
    FACILITY_APPLICATION.decide,
    {"application": ENTITY},
    _judge_rejection,
    _reject,
    lock=hold_application,
)
