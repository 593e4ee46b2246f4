"""Values of dictionaries are added and changed by the national centre (§1.0.2, V-DICT).

A code stays for ever, since records hold it; what is not to be used any more is put out of use.
"""

import re
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.findings import Findings, not_found
from commands.premises import Premises
from commands.wording import sentence
from commands.written import taken, told
from models import Dictionary, DictionaryValue
from models.dictionaries import OPEN_DICTIONARIES
from models.validators import Accepted, Problem, Rejected, text
from permissions.catalogue import DICTIONARY

CODE_LENGTH_MAX = 40
TITLE_LENGTH_MAX = 300
ORDER_MAX = 1_000_000

_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_LAST = "SELECT coalesce(max(ordinal), 0) + 1 AS next FROM dictionary_value WHERE dictionary = $1"
_HOLD = "SELECT FROM dictionary_value WHERE dictionary = $1 AND code = $2 FOR NO KEY UPDATE"
_TAKEN = taken("code", "такий код у довіднику вже є", "the dictionary has this code already")
_COLUMNS = {"title": "title", "active": "is_active", "order": "ordinal"}


@dataclass(frozen=True, slots=True)
class CreateDictionaryValue:
    """A new code of a dictionary."""

    dictionary: Annotated[str, Asked("Довідник")]
    code: Annotated[str, Asked("Код", more="великі латинські літери, цифри й підкреслення")]
    title: Annotated[str, Asked("Назва")]
    order: Annotated[int | None, Asked("Місце в переліку", more="якщо не вказано, останнє")] = None


@dataclass(frozen=True, slots=True)
class UpdateDictionaryValue:
    """What of a code changes; a field that is left out stays."""

    dictionary: Annotated[str, Asked("Довідник")]
    code: Annotated[str, Asked("Код")]
    title: Annotated[str | Unchanged, Asked("Назва")] = UNCHANGED
    active: Annotated[bool | Unchanged, Asked("Чи можна вживати в нових записах")] = UNCHANGED
    order: Annotated[int | Unchanged, Asked("Місце в переліку")] = UNCHANGED


async def _judge_new(
    tx: Transaction, actor: Actor, wish: CreateDictionaryValue, _premises: Premises
) -> Examined[CreateDictionaryValue, str]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        code=findings.checked("code", _code(wish.code), wish.code),
        title=findings.checked("title", text(wish.title, TITLE_LENGTH_MAX), wish.title),
        order=findings.optional("order", wish.order, _order),
    )
    dictionary = await _judge_dictionary(findings, wish.dictionary)
    if dictionary is None:
        return findings.examined(wish)
    if await DictionaryValue.exists(dictionary_id=dictionary.name, code=wish.code, using_db=tx):
        findings.problems += _TAKEN.problems
    if wish.order is None:
        (row,) = await tx.execute_query_dict(_LAST, [dictionary.name])
        wish = replace(wish, order=row["next"])
    shown = {"dictionary": f"«{dictionary.title}»"}
    said = sentence(f"Додати до довідника «{dictionary.title}» значення «{wish.title}»", wish, shown)
    return findings.examined(wish, said, dictionary.name)


async def _judge_dictionary(findings: Findings, name: str) -> Dictionary | None:
    """Give a dictionary that people may change, or note why not."""
    dictionary = await Dictionary.get_or_none(name=name, using_db=findings.tx)
    if dictionary is None or dictionary.name not in OPEN_DICTIONARIES:
        findings.problem(
            "dictionary",
            "inclusion",
            "такого довідника немає, або його значення визначає сама система",
            "there is no such dictionary, or the system itself decides on its values",
            tuple(sorted(OPEN_DICTIONARIES)),
        )
        return None
    return dictionary


async def _create(tx: Transaction, _actor: Actor, wish: CreateDictionaryValue, name: str) -> Outcome:
    value_id = uuid7()
    with told({"dictionary_value_code": _TAKEN}):
        await DictionaryValue.create(
            using_db=tx, id=value_id, dictionary_id=name, code=wish.code, title=wish.title, ordinal=wish.order
        )
    return Outcome({}, (Change("DictionaryValue", value_id, 1, ChangeKind.CREATED),))


async def _judge_change(
    tx: Transaction, actor: Actor, wish: UpdateDictionaryValue, _premises: Premises
) -> Examined[UpdateDictionaryValue, DictionaryValue]:
    findings = Findings(tx, actor)
    wish = replace(wish, title=_normal_title(findings, wish.title), order=_normal_order(findings, wish.order))
    if not _given(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    dictionary = await _judge_dictionary(findings, wish.dictionary)
    if dictionary is None:
        return findings.examined(wish)
    value = await DictionaryValue.get_or_none(dictionary_id=dictionary.name, code=wish.code, using_db=tx)
    if value is None:
        findings.refusals.append(not_found("code"))
        return findings.examined(wish)
    findings.saw("DictionaryValue", value.id, value.version)
    shown = {"dictionary": f"«{dictionary.title}»"}
    said = sentence(f"Змінити в довіднику «{dictionary.title}» значення «{value.title}»", wish, shown)
    return findings.examined(wish, said, value)


def _normal_title(findings: Findings, title: str | Unchanged) -> str | Unchanged:
    return title if title is UNCHANGED else findings.checked("title", text(title, TITLE_LENGTH_MAX), title)


def _normal_order(findings: Findings, order: int | Unchanged) -> int | Unchanged:
    return order if order is UNCHANGED else findings.checked("order", _order(order), order)


async def _change(
    tx: Transaction, _actor: Actor, wish: UpdateDictionaryValue, value: DictionaryValue
) -> Outcome:
    columns = {_COLUMNS[name]: given for name, given in _given(wish).items()}
    value.update_from_dict({**columns, "version": value.version + 1})
    await value.save(using_db=tx, update_fields=[*columns, "version", "updated_at"])
    return Outcome({}, (Change("DictionaryValue", value.id, value.version, ChangeKind.UPDATED),))


async def _hold(tx: Transaction, wish: UpdateDictionaryValue) -> None:
    """Hold the value, so that of two changes at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.dictionary, wish.code])


def _given(wish: UpdateDictionaryValue) -> dict[str, Any]:
    """Give the fields that change."""
    values = {each.name: getattr(wish, each.name) for each in fields(wish)[2:]}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def _code(written: str) -> Accepted[str] | Rejected:
    code = written.strip()
    if len(code) <= CODE_LENGTH_MAX and _CODE.fullmatch(code):
        return Accepted(code)
    words = "великі латинські літери, цифри й підкреслення, перша — літера, до 40 знаків"
    return Rejected((Problem("format", words, "up to 40 capital Latin letters, digits and underscores"),))


def _order(number: int) -> Accepted[int] | Rejected:
    if 1 <= number <= ORDER_MAX:
        return Accepted(number)
    return Rejected((Problem("number", f"від 1 до {ORDER_MAX}", f"1 to {ORDER_MAX}"),))


CREATE_DICTIONARY_VALUE = Act(
    "createDictionaryValue",
    "Додати значення довідника",
    CreateDictionaryValue,
    DICTIONARY.manage,
    {},
    _judge_new,
    _create,
)
UPDATE_DICTIONARY_VALUE = Act(
    "updateDictionaryValue",
    "Змінити значення довідника",
    UpdateDictionaryValue,
    DICTIONARY.manage,
    {},
    _judge_change,
    _change,
    lock=_hold,
)
