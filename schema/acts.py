"""The inputs of acts in the graph, derived from the wishes that acts declare, and the way between both.

A wish is declared once, as a dataclass whose fields say in Ukrainian what they are. From it come the
GraphQL input, the wish of what a client gives, and the JSON that a person signs: ids as `Type:uuid`, dates
and decimal numbers as strings, every default written out, and only what stays as it is left out.
"""

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import strawberry
from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema
from graphql.utilities import coerce_input_value
from graphql.utilities.validate_input_value import validate_input_value
from strawberry.utils.str_converters import to_camel_case

from commands import act
from commands.act import UNCHANGED, Unchanged
from compiler.given import code_of
from compiler.ids import plain_id, read_plain_id
from errors import Problem, Unprocessable
from permissions.permission import Scope
from schema.enums import PermissionScope
from schema.payload import BATCH_BYTES_MAX, BYTES_MAX, written_moment
from schema.validation import plain

ReadId = Callable[[object], tuple[str, UUID]]
"""Takes an id as a client wrote it apart: the type's name and the key; raises BadId."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field of a wish: what it holds, without null and list around it."""

    name: str
    title: str
    kind: type
    entity: str | None
    is_list: bool
    nullable: bool
    default: object

    @property
    def key(self) -> str:
        """The field's name in the graph and in what is signed."""
        return to_camel_case(self.name)

    @property
    def is_required(self) -> bool:
        """Tell whether it must be given."""
        return self.default is MISSING


@cache
def wanted(wish: type) -> tuple[Wanted, ...]:
    """Give the fields of a wish, or of an object in it."""
    hints = get_type_hints(wish, include_extras=True)
    return tuple(_wanted(each, hints[each.name]) for each in dataclasses.fields(wish))


def _wanted(field: "dataclasses.Field[Any]", hint: Any) -> Wanted:
    annotation, (asked, *_) = hint.__origin__, hint.__metadata__
    assert isinstance(asked, act.Asked)
    ways = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    (kind,) = (each for each in ways if each not in (types.NoneType, Unchanged))
    is_list = get_origin(kind) is tuple
    element = get_args(kind)[0] if is_list else kind
    nullable = types.NoneType in ways
    return Wanted(field.name, asked.description, element, asked.entity, is_list, nullable, field.default)


@cache
def input_of(wish: type, description: str | None = None) -> type:
    """Make the GraphQL input of a wish, or of an object in it."""
    name = wish.__name__ if wish.__name__.endswith("Input") else f"{wish.__name__}Input"
    made = type(name, (), {"__annotations__": {each.name: _annotation(each) for each in wanted(wish)}})
    for each in wanted(wish):
        default = {} if each.is_required else {"default": strawberry.UNSET}
        setattr(made, each.name, strawberry.field(description=each.title, **default))
    return strawberry.input(made, description=description or _TITLES[name])


_TITLES = {
    "AttachmentInput": "Завантажений файл, як його названо у відповіді на завантаження",
    "LicenceInput": "Ліцензія закладу",
    "NameInput": "Прізвище, власне ім’я та по батькові",
    "AdministratorInput": "Адміністратор закладу",
    "HeadInput": "Керівник закладу",
    "AddressInput": "Адреса",
    "PhoneInput": "Телефон",
    "EquipmentNameInput": "Назва обладнання",
    "EquipmentPropertyInput": "Властивість обладнання: рівно одне значення",
    "EquipmentUdiInput": "Унікальний ідентифікатор обладнання (UDI)",
    "GrantInput": "Право рольового набору",
    "PersonInput": "Особа: ім’я, РНОКПП, дата народження й документи",
    "DocumentInput": "Документ, що посвідчує особу",
    "ContactInput": "Контакти працівника",
    "ProfessionalInput": "Освіта та кваліфікація",
    "EducationInput": "Диплом",
    "QualificationInput": "Підвищення кваліфікації",
    "SpecialityInput": "Спеціальність з атестацією",
    "ScienceDegreeInput": "Науковий ступінь",
    "EmployeeRowInput": "Працівник, якого реєструють разом з іншими",
}
"""What objects within wishes are."""


_PUBLISHED: Mapping[type, type] = {Scope: PermissionScope}
"""Enumerations that the graph has in another form, with titles."""


def _annotation(field: Wanted) -> object:
    kind: Any = field.kind
    if field.entity is not None:
        kind = strawberry.ID
    elif dataclasses.is_dataclass(kind):
        kind = input_of(field.kind)
    kind = _PUBLISHED.get(kind, kind)
    if field.is_list:
        kind = list[kind]
    return kind if field.is_required and not field.nullable else kind | None


def bytes_max(of: act.Act[Any, Any]) -> int:
    """Give how many bytes may be signed for an act."""
    return BATCH_BYTES_MAX if of.is_batch else BYTES_MAX


def wish_of(wish: type, given: Mapping[str, object], read_id: ReadId) -> Any:  # of that type
    """Make a wish of coerced GraphQL values; raises BadId, and Unprocessable with all that is amiss."""
    problems: list[Problem] = []
    made = _made(wish, given, read_id, "$.input", problems)
    if problems:
        raise Unprocessable(tuple(problems))
    return made


def signed_wish(graph: GraphQLSchema, of: act.Act[Any, Any], given: Mapping[str, object]) -> Any:
    """Make the wish of signed JSON, by the act's own GraphQL input; raises Unprocessable, or BadId."""
    prepare = graph.type_map["Prepare"]
    assert isinstance(prepare, GraphQLObjectType)
    kind = prepare.fields[of.name].args["input"].type
    problems: list[Problem] = []

    def note(error: GraphQLError, path: list[str | int]) -> None:
        at = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        message = plain(error.message)
        problems.append(Problem(f"$.input{at}", "invalid", f"не відповідає схемі: {message}", message))

    validate_input_value(given, kind, note, hide_suggestions=True)
    if problems:
        raise Unprocessable(tuple(problems))
    return wish_of(of.wish, coerce_input_value(given, kind), read_plain_id)


def _made(
    wish: type, given: Mapping[str, object], read_id: ReadId, at: str, problems: list[Problem]
) -> object:
    values: dict[str, object] = {}
    for field in wanted(wish):
        if field.key in given:
            path = f"{at}.{field.key}"
            values[field.name] = _value(field, given[field.key], read_id, path, problems)
    return wish(**values)


def _value(field: Wanted, given: object, read_id: ReadId, at: str, problems: list[Problem]) -> object:
    if given is None:
        if not field.nullable:
            problems.append(Problem(at, "required", "не може бути порожнім", "must not be null"))
        return None
    if not field.is_list:
        return _element(field, given, read_id, at, problems)
    assert isinstance(given, list)
    return tuple(
        _element(field, each, read_id, f"{at}[{place}]", problems) for place, each in enumerate(given)
    )


def _element(field: Wanted, given: object, read_id: ReadId, at: str, problems: list[Problem]) -> object:
    if field.entity is not None:
        entity, key = read_id(given)
        if entity != field.entity:
            message, message_en = f"очікується id типу {field.entity}", f"an id of {field.entity} is expected"
            problems.append(Problem(at, "invalid", message, message_en))
        return key
    if isinstance(given, Mapping):
        return _made(field.kind, given, read_id, at, problems)
    return field.kind(code_of(given)) if issubclass(field.kind, Enum) else given


def told(wish: Any) -> dict[str, object]:  # a wish of any act
    """Write a wish as the JSON that is signed."""
    kind: type = type(wish)
    values = ((field, getattr(wish, field.name)) for field in wanted(kind))
    return {field.key: _told(field, value) for field, value in values if value is not UNCHANGED}


def _told(field: Wanted, value: object) -> object:
    if isinstance(value, tuple):
        return [_told(field, each) for each in value]
    if isinstance(value, UUID):
        return plain_id(field.entity, value) if field.entity else str(value)
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, dt.datetime):
        return written_moment(value)
    if isinstance(value, dt.date | Decimal):
        return str(value)
    return told(value) if dataclasses.is_dataclass(value) else value
