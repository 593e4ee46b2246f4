"""The root of all acts, and the place where they are prepared: both derived from the acts themselves.

`prepare { createDepartment(input: …) }` gives the bytes to sign, `createDepartment(signed: …)` performs them.
A payload's fields are declared like any others: what they show is found by the ids that the act gives.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.utils.str_converters import to_camel_case

from commands.act import BATCH_MAX, Act
from commands.acts import ACTS
from compiler.catalogue import Performed
from schema.acts import input_of
from schema.arguments import argument
from schema.declare import METADATA, OneOf, SeveralOf, field, values
from schema.invited import invited_fields
from schema.scalars import SignedPayload
from schema.seeing import seeing_fields
from schema.sessions import session_fields

PREPARE = "prepare"


@strawberry.type(description="На що звернути увагу, перш ніж підписати")
class PreparationWarning:
    """What the signer should know, and may nevertheless want."""

    path: str = strawberry.field(description="Про яке поле мова: «$.input.name»")
    rule: str = strawberry.field(description="Правило")
    message: str = strawberry.field(description="Пояснення")
    message_en: str = strawberry.field(description="Пояснення англійською")


@strawberry.type(description="Підготовлена дія: що саме підписати")
class Preparation:
    """The exact bytes to be signed, and what they mean."""

    payload: str = strawberry.field(
        description="Дані до підпису: рівно ці байти UTF-8, вкладені в CMS (attached)"
    )
    text: str = strawberry.field(description="Що підписує особа, словами")
    expires_at: dt.datetime = strawberry.field(description="До якого часу підписане приймуть")
    warnings: list[PreparationWarning] = strawberry.field(description="На що звернути увагу")


def payload_name(act: Act[Any, Any]) -> str:
    """Give the name of the type of an act's payload."""
    return f"{act.name[0].upper()}{act.name[1:]}Payload"


def performed() -> Mapping[str, Performed]:
    """Give the acts as the compiler knows them."""
    return {act.name: Performed(act.permission, payload_name(act)) for act in ACTS.values()}


def payloads(entities: Mapping[str, type]) -> Mapping[str, type]:
    """Make the types of the acts' payloads, by the acts' names."""
    return {act.name: _payload(act, entities) for act in ACTS.values()}


def _payload(act: Act[Any, Any], entities: Mapping[str, type]) -> type:
    shown: dict[str, tuple[Any, Any]] = {
        name: _of_outcome(name, entity, entities) for name, entity in act.shows.items()
    }
    for name, description in act.tells.items():
        told = f"{description}; показують один раз, у повтореній відповіді — null"
        shown[name] = (str | None, field(None, told, sql="NULL::text"))
    shown["replayed"] = (
        bool,
        field(None, "Чи дію виконано раніше, а це її повторена відповідь", sql="{outcome.replayed}"),
    )
    return values(f"Що змінила дія «{act.title}»")(_cls(payload_name(act), shown))


def _of_outcome(name: str, entity: str, entities: Mapping[str, type]) -> tuple[Any, Any]:
    """Give the type and the field of what an act has changed: an entity, or a list in the act's order."""
    single = entity.strip("[]")
    key, kind = to_camel_case(name), entities[single]
    described = f"{single} після дії, якщо його видно"
    if single == entity:
        return kind | None, _declared(OneOf(None, None, f"{{row}}.id = {{outcome.{key}}}"), described)
    on, order = f"{{row}}.id = ANY ({{outcomes.{key}}})", f"array_position({{outcomes.{key}}}, {{row}}.id)"
    return list[kind], _declared(SeveralOf(None, None, on, order, BATCH_MAX), described)  # type: ignore[valid-type]


def _declared(declaration: OneOf | SeveralOf, description: str) -> Any:  # Strawberry's field
    return strawberry.field(description=description, metadata={METADATA: declaration})


def mutation(payload_types: Mapping[str, type]) -> type:
    """Make the mutation type: a field for each act, whose one argument is what was signed."""
    signed = [argument("signed", SignedPayload, "Підписані дані", required=True)]
    fields = {
        act.name: (payload_types[act.name], _field(f"{act.title}: виконати підписане", signed))
        for act in ACTS.values()
    }
    made = _cls("Mutation", {**fields, **session_fields(), **invited_fields(), **seeing_fields()})
    return strawberry.type(made, description="Вхід і вихід та підписані дії; одна на документ")


class Prepare:
    """What can be prepared: a field for each act, once the graph is made."""


def prepare_type() -> type:
    """Make the type that prepares: a field for each act, whose argument is its input."""
    fields = {
        act.name: (
            Preparation,
            _field(
                f"{act.title}: перевірити й підготувати до підпису",
                [argument("input", _input(act), "Що зробити", required=True)],
            ),
        )
        for act in ACTS.values()
    }
    _fill(Prepare, fields)
    return strawberry.type(Prepare, description="Підготовка дій до підпису; нічого не змінює й не зберігає")


def _input(act: Act[Any, Any]) -> type:
    wish: type = act.wish
    return input_of(wish, act.title)


def prepare_arguments() -> list[StrawberryArgument]:
    """Make the arguments of the field that prepares."""
    return [argument("facility", strawberry.ID, "У якому закладі; потрібно тому, хто працює в кількох")]


def _field(description: str, arguments: list[StrawberryArgument]) -> Any:  # Strawberry's field
    made = strawberry.field(description=description)
    made.arguments = arguments
    return made


def _cls(name: str, fields: Mapping[str, tuple[Any, Any]]) -> type:
    return _fill(type(name, (), {}), fields)


def _fill(cls: type, fields: Mapping[str, tuple[Any, Any]]) -> type:
    cls.__annotations__ = {key: kind for key, (kind, _) in fields.items()}
    for key, (_, made) in fields.items():
        setattr(cls, key, made)
    return cls
