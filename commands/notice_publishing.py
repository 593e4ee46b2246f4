"""A notice is published to everybody, to the facilities of one kind, or to one facility (US-K15)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.findings import Findings, not_found
from commands.premises import Premises
from commands.wording import sentence
from models import Facility, FacilityStatus, Notice, NoticeAudience
from models.validators import Accepted, Rejected, text
from permissions.catalogue import FACILITY, NOTICE
from permissions.decision import Whereabouts, may

TEXT_LENGTH_MAX = 2000


@dataclass(frozen=True, slots=True)
class PublishNotice:
    """What is announced, to whom, and for how long."""

    text: Annotated[str, Asked("Текст оголошення")]
    audience: Annotated[NoticeAudience, Asked("Кому")] = NoticeAudience.EVERYBODY
    facility_kind_code: Annotated[
        str | None, Asked("Вид закладів", more="код довідника FACILITY_KIND, якщо кому — FACILITY_KIND")
    ] = None
    facility_id: Annotated[UUID | None, Asked("Заклад", "Facility", "якщо кому — FACILITY")] = None
    valid_from: Annotated[dt.date | None, Asked("Показувати з", more="якщо не вказано, від сьогодні")] = None
    valid_to: Annotated[dt.date | None, Asked("Показувати до", more="включно; якщо не вказано, завжди")] = (
        None
    )


async def _judge(
    tx: Transaction, actor: Actor, wish: PublishNotice, _premises: Premises
) -> Examined[PublishNotice, UUID]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        text=findings.checked("text", _text(wish.text), wish.text),
        valid_from=wish.valid_from or actor.today,
    )
    _judge_days(findings, wish)
    _judge_audience(findings, wish)
    shown = {}
    if wish.facility_kind_code is not None:
        title = await findings.title("facilityKindCode", "FACILITY_KIND", wish.facility_kind_code)
        shown["facility_kind_code"] = f"«{title}»"
    if wish.facility_id is not None:
        shown["facility_id"] = await _judge_facility(findings, wish.facility_id)
    return findings.examined(wish, sentence("Опублікувати оголошення", wish, shown), uuid7())


def _judge_days(findings: Findings, wish: PublishNotice) -> None:
    if wish.valid_to is None:
        return
    assert wish.valid_from is not None
    if wish.valid_to < max(wish.valid_from, findings.actor.today):
        findings.problem(
            "validTo",
            "date",
            "оголошення скінчилося б раніше, ніж почалося, або вже скінчилося",
            "the notice would end before it begins, or has ended already",
        )


def _judge_audience(findings: Findings, wish: PublishNotice) -> None:
    """Judge that the audience is named, and nothing beside it."""
    named = {
        NoticeAudience.FACILITY_KIND: ("facilityKindCode", wish.facility_kind_code),
        NoticeAudience.FACILITY: ("facilityId", wish.facility_id),
    }
    for audience, (at, value) in named.items():
        if audience == wish.audience and value is None:
            findings.problem(at, "required", "зазначте, кому саме", "say to whom")
        if audience != wish.audience and value is not None:
            findings.problem(
                at, "exclusion", "оголошення адресовано не так", "the notice is addressed otherwise"
            )


async def _judge_facility(findings: Findings, facility_id: UUID) -> str:
    facility = await Facility.get_or_none(id=facility_id, using_db=findings.tx)
    if facility is None or not may(findings.actor.access, FACILITY.public, Whereabouts(facility_id)):
        findings.refusals.append(not_found("facilityId"))
        return ""
    if facility.status not in (FacilityStatus.REGISTERED, FacilityStatus.SUSPENDED):
        findings.problem(
            "facilityId", "invalid", "у закладі вже ніхто не працює", "nobody works at the facility any more"
        )
    findings.saw("Facility", facility_id, facility.version)
    return f"«{facility.name_short}»"


async def _publish(tx: Transaction, _actor: Actor, wish: PublishNotice, notice_id: UUID) -> Outcome:
    await Notice.create(
        using_db=tx,
        id=notice_id,
        audience=wish.audience,
        facility_kind_code=wish.facility_kind_code,
        facility_id=wish.facility_id,
        text=wish.text,
        valid_from=wish.valid_from,
        valid_to=wish.valid_to,
    )
    return Outcome({"notice": notice_id}, (Change("Notice", notice_id, 1, ChangeKind.CREATED),))


def _text(written: str) -> Accepted[str] | Rejected:
    return text(written, TEXT_LENGTH_MAX)


PUBLISH_NOTICE = Act(
    "publishNotice",
    "Опублікувати оголошення",
    PublishNotice,
    NOTICE.publish,
    {"notice": "Notice"},
    _judge,
    _publish,
)
