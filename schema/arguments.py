"""The arguments of connections: filters and orders, derived from what the entities declare.

An operator that is given null counts as not given, so that a form may send its empty fields.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from compiler.catalogue import FilterKey, Kind, OrderKey
from permissions.permission import Permission
from schema.declare import METADATA, Binding, FieldOf, LookupOf, OneOf
from schema.reading import Bare, bare, declaration_of, sql_of

Inputs = Mapping[str, tuple[object, str]]
"""Fields of an input type by their Python names, each with its type and description."""


def _fill(cls: type, description: str, inputs: Inputs) -> type:
    """Make a class an input type of optional fields."""
    cls.__annotations__ = {key: kind for key, (kind, _) in inputs.items()}
    for key, (_, text) in inputs.items():
        setattr(cls, key, strawberry.field(name=_public(key), description=text, default=strawberry.UNSET))
    return strawberry.input(cls, description=description)


def _input(name: str, description: str, inputs: Inputs) -> type:
    return _fill(type(name, (), {}), description, inputs)


def _public(key: str) -> str | None:
    return key[:-1] if key.endswith("_") else None


def _optional(kind: object) -> object:
    return kind | None  # type: ignore[operator]  # a type, known only here


def _ranged(name: str, description: str, kind: object) -> type:
    return _input(
        name,
        description,
        {
            "equal": (_optional(kind), "Дорівнює"),
            "from_": (_optional(kind), "Не менше"),
            "to": (_optional(kind), "Не більше"),
            "is_null": (_optional(bool), "Чи не вказано"),
        },
    )


_TEXT: Inputs = {
    "equal": (_optional(str), "Дорівнює, літера в літеру"),
    "in_": (_optional(list[str]), "Дорівнює одному з"),
    "starts_with": (_optional(str), "Починається з; великі й малі літери рівні"),
    "is_null": (_optional(bool), "Чи не вказано"),
}
_WORDS: Inputs = {"search": (_optional(str), "Усі слова — початки слів тексту: «шевч тар»")}
STRING = _input("StringFilter", "Умова на текст; жоден символ не має особливого значення", _TEXT)
STRING_SEARCH = _input(
    "SearchableStringFilter", "Умова на текст із пошуком за початками слів", {**_TEXT, **_WORDS}
)
SEARCH = _input("SearchFilter", "Пошук за початками слів", _WORDS)
EXACT = _input(
    "ExactStringFilter",
    "Умова на текст, який треба знати цілим",
    {"equal": (_optional(str), "Дорівнює, літера в літеру"), "in_": _TEXT["in_"]},
)
BOOLEAN = _input("BooleanFilter", "Умова «так чи ні»", {"equal": (_optional(bool), "Дорівнює")})
ID = _input(
    "IDFilter",
    "Умова на пов’язаний об’єкт",
    {"equal": (_optional(strawberry.ID), "Саме він"), "in_": (_optional(list[strawberry.ID]), "Один із")},
)
_WITHIN = (_optional(strawberry.ID), "Цей відділ або будь-який нижчий")
DEPARTMENT_ID = _input(
    "DepartmentIDFilter",
    "Умова на відділ",
    {
        "equal": (_optional(strawberry.ID), "Саме він"),
        "in_": (_optional(list[strawberry.ID]), "Один із"),
        "within": _WITHIN,
    },
)
SUBTREE = _input("SubtreeFilter", "Умова на гілку дерева відділів", {"within": _WITHIN})
_RANGES: Mapping[Kind, type] = {
    Kind.INT: _ranged("IntFilter", "Умова на ціле число", int),
    Kind.DECIMAL: _ranged("DecimalFilter", "Умова на число", Decimal),
    Kind.DATE: _ranged("DateFilter", "Умова на дату", dt.date),
    Kind.MOMENT: _ranged("DateTimeFilter", "Умова на час", dt.datetime),
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the connections to one entity take, and how the compiler reads it."""

    filter: type
    order: type[Enum]
    filters: Mapping[str, FilterKey]
    orders: Mapping[str, OrderKey]

    def of_connection(self) -> list[StrawberryArgument]:
        """Make the arguments of a connection."""
        return [
            argument("first", int, "Скільки рядків від початку, до 1000"),
            argument("after", str, "Після цього курсора"),
            argument("last", int, "Скільки рядків від кінця, до 1000"),
            argument("before", str, "До цього курсора"),
            argument("filter", self.filter, "Яким умовам відповідають рядки"),
            argument("order_by", list[self.order], "За чим упорядковано; останнім завжди є id"),  # type: ignore[name-defined]
        ]


def argument(name: str, kind: object, description: str, *, required: bool = False) -> StrawberryArgument:
    """Make an argument; an optional one has no default."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(kind if required else _optional(kind)),
        description=description,
    )


def lookup_arguments(declared: LookupOf) -> list[StrawberryArgument]:
    """Make the arguments of a field that finds one row."""
    required = len(declared.keys) == 1
    words = {"id": "Глобальний ідентифікатор", "edrpou": "Код ЄДРПОУ", "name": "Позначення"}
    return [
        argument(key, strawberry.ID if key == "id" else str, words[key], required=required)
        for key in declared.keys
    ]


class _Collected:
    """The filter and the orders of one entity, gathered field by field."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.inputs: dict[str, tuple[object, str]] = {}
        self.filters: dict[str, FilterKey] = {}
        self.orders: dict[str, OrderKey] = {}
        self.titles: dict[str, str] = {}

    def take(self, field: StrawberryField) -> None:
        declared = declaration_of(field)
        if isinstance(declared, FieldOf):
            kind = bare(field)
            if declared.filter or declared.search:
                self.filter_scalar(field, declared, kind)
            if declared.order:
                self.order(field, declared, kind)
        elif isinstance(declared, OneOf) and declared.filter and declared.column is not None:
            self.filter_reference(field, declared)
        elif isinstance(declared, OneOf):
            self.narrow(field, declared)

    def narrow(self, field: StrawberryField, declared: OneOf) -> None:
        """Take what the rows are filtered and ordered by that lies in an object of another table."""
        for inner in bare(field).python.__strawberry_definition__.fields:  # type: ignore[attr-defined]
            name, tells = inner.python_name, f"{self.name}.{field.name}.{to_camel_case(inner.python_name)}"
            value = declaration_of(inner)
            if not isinstance(value, FieldOf) or declared.permission is None:
                continue
            sql, kind = sql_of(inner, value).replace("{row}", "i"), bare(inner)
            found = f"FROM {declared.table} i WHERE {_from_inside(declared.on)}"
            needed: tuple[Permission, ...] = (declared.permission, *value.permissions)
            if name in declared.narrowing.filters:
                key = FilterKey(needed, sql, kind.kind, among=found, tells=tells)
                chosen = EXACT if kind.kind is Kind.TEXT else _RANGES[kind.kind]
                self.add(name, chosen, inner.description or "", key)
            if name in declared.narrowing.orders:
                order = OrderKey(needed, f"(SELECT {sql} {found})", kind.kind, nullable=True, tells=tells)
                self.orders[name.upper()] = order
                self.titles[name.upper()] = inner.description or ""

    def filter_scalar(self, field: StrawberryField, declared: FieldOf, kind: Bare) -> None:
        key = FilterKey(
            declared.permissions,
            sql_of(field, declared),
            kind.kind,
            search=declared.search,
            begins=declared.begins or declared.search,
        )
        chosen: type = BOOLEAN
        if declared.search is not None:
            chosen = STRING_SEARCH if declared.filter else SEARCH
        elif kind.kind is Kind.TEXT:
            chosen = STRING
        elif kind.kind is Kind.CODE:
            chosen = _enum_filter(kind.python)
        elif kind.kind in _RANGES:
            chosen = _RANGES[kind.kind]
        self.add(field.python_name, chosen, field.description or "", key)

    def filter_reference(self, field: StrawberryField, declared: OneOf) -> None:
        assert declared.permission is not None
        sql = f"{{row}}.{declared.column}"
        key = FilterKey(
            (declared.permission,),
            sql,
            Kind.UUID,
            entity=bare(field).python.__name__,
            within=declared.within,
        )
        self.add(field.python_name, DEPARTMENT_ID if declared.within else ID, field.description or "", key)

    def add(self, name: str, chosen: type, text: str, key: FilterKey) -> None:
        self.inputs[name] = (_optional(chosen), text)
        self.filters[to_camel_case(name)] = key

    def order(self, field: StrawberryField, declared: FieldOf, kind: Bare) -> None:
        sql = sql_of(field, declared)
        if isinstance(declared.order, str):
            sql = declared.order
        elif kind.kind is Kind.TEXT:
            sql = f'ukrainian_order({sql}) COLLATE "C"'
        name = field.python_name.upper()
        self.orders[name] = OrderKey(declared.permissions, sql, kind.kind, kind.nullable)
        self.titles[name] = field.description or ""


def _from_inside(on: str) -> str:
    """Give a join as the object's row `i` sees it, from the row that it hangs on."""
    return on.replace("{row}", "i").replace("{parent}", "{row}")


@cache
def _enum_filter(kind: type) -> type:
    """Give the filter of an enumeration, the same for all fields that have it."""
    return _input(
        f"{kind.__name__}Filter",
        "Умова на значення переліку",
        {"equal": (_optional(kind), "Дорівнює"), "in_": (_optional(list[kind]), "Дорівнює одному з")},  # type: ignore[valid-type]
    )


def arguments_of(entity: type, fields: list[StrawberryField]) -> Arguments:
    """Derive the filter and the order of an entity from its declared fields."""
    name = entity.__name__
    collected = _Collected(name)
    for field in fields:
        collected.take(field)
    binding: Binding = getattr(entity, METADATA)
    if binding.within is not None:
        permissions, condition = binding.within
        key = FilterKey(permissions, "{row}.id", Kind.UUID, entity="Department", within=condition)
        collected.add("department", SUBTREE, "Гілка дерева відділів", key)
    filter_ = type(f"{name}Filter", (), {})
    together: dict[str, tuple[object, str]] = {
        "and_": (_optional(list[filter_]), "Усі умови разом"),  # type: ignore[valid-type]
        "or_": (_optional(list[filter_]), "Хоча б одна умова"),  # type: ignore[valid-type]
        "not_": (_optional(filter_), "Умова не справджується"),
    }
    made = _fill(filter_, f"Умови на рядки типу {name}", {**collected.inputs, **together})
    return Arguments(made, _order(name, collected.titles), collected.filters, collected.orders)


def _order(name: str, titles: Mapping[str, str]) -> type[Enum]:
    """Make the enumeration of an entity's orders, each way described by its field's title."""
    values = {
        f"{key}_{way}": f"{title} — {words}"
        for key, title in titles.items()
        for way, words in (("ASC", "за зростанням"), ("DESC", "за спаданням"))
    }
    orders: type[Enum] = Enum(f"{name}Order", {code: code for code in values})  # type: ignore[misc]
    made = strawberry.enum(
        orders,
        description=f"Порядок рядків типу {name}; порожні значення останні, текст за українською абеткою",
    )
    for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
        value.description = values[value.name]
    return made
