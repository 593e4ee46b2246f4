"""Freezing the declarations into the compiler's catalogue, and refusing those that do not hold.

The service does not start when a field has no permission, when a column is missing, or when a field's type,
enumeration or nullability disagrees with its column's: a field may be null exactly when its column may, or
when its permission can be held for fewer rows than the entity's own.
"""

from collections.abc import Iterable, Mapping

from strawberry.types.field import StrawberryField
from tortoise import fields as columns
from tortoise.models import Model

from compiler.catalogue import (
    AnyNode,
    Caller,
    Catalogue,
    Field,
    Identity,
    Keyed,
    Kind,
    One,
    Pages,
    Part,
    Performed,
    Preparing,
    Redactions,
    Root,
    Scalar,
    Several,
    Type,
)
from errors import StartRefused
from permissions.catalogue import RECORDED
from schema.arguments import Arguments
from schema.declare import (
    METADATA,
    ApartOf,
    Binding,
    CallerOf,
    FieldOf,
    LookupOf,
    NodeOf,
    OneOf,
    PagesOf,
    PartOf,
    PreparationOf,
    QuestionOf,
    SeveralOf,
)
from schema.enums import is_enumeration
from schema.reading import KINDS, bare, declaration_of, name_of, sql_of

Conditional = FieldOf | PartOf | OneOf | SeveralOf

_COLUMNS: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (columns.CharField, columns.TextField),
    Kind.CODE: (columns.CharField,),
    Kind.UUID: (columns.UUIDField,),
    Kind.INT: (columns.IntField,),
    Kind.DECIMAL: (columns.DecimalField,),
    Kind.BOOLEAN: (columns.BooleanField,),
    Kind.DATE: (columns.DateField,),
    Kind.MOMENT: (columns.DatetimeField,),
}


def fields_of(cls: type) -> list[StrawberryField]:
    """Give the Strawberry fields of a type."""
    fields: list[StrawberryField] = cls.__strawberry_definition__.fields  # type: ignore[attr-defined]
    return fields


def binding_of(cls: type) -> Binding:
    """Give what a declared type stands for."""
    binding = getattr(cls, METADATA, None)
    if not isinstance(binding, Binding):
        raise StartRefused(f"type {cls.__name__} is not declared")
    return binding


def freeze(
    entities: Iterable[type],
    parts: Iterable[type],
    query: type,
    arguments: Mapping[type, Arguments],
    acts: Mapping[str, Performed] | None = None,
) -> Catalogue:
    """Make the catalogue of all declared types."""
    types = {cls.__name__: _type(cls, arguments.get(cls)) for cls in (*entities, *parts)}
    roots = {name_of(field): _root(field) for field in fields_of(query)}
    return Catalogue(types, roots, acts or {})


def _type(cls: type, arguments: Arguments | None) -> Type:
    binding = binding_of(cls)
    return Type(
        name=cls.__name__,
        fields={name_of(field): _field(cls, field, binding) for field in fields_of(cls)},
        table=binding.table or (table_of(cls) if binding.base is not None else None),
        base=binding.base,
        footing=binding.footing,
        filters=arguments.filters if arguments else None,
        orders=arguments.orders if arguments else None,
        is_record=binding.table is not None,
    )


def table_of(cls: type) -> str:
    """Give the table of an entity's rows."""
    model = binding_of(cls).model
    assert model is not None
    return str(model._meta.db_table)  # noqa: SLF001  # Tortoise gives no other way


def _field(cls: type, field: StrawberryField, binding: Binding) -> Field:
    declared = declaration_of(field)
    where = f"{cls.__name__}.{name_of(field)}"
    if declared is None:
        if field.python_name == "id" and binding.base is not None:
            return Identity()
        if field.python_name == "redacted" and binding.base is not None:
            return Redactions()
        raise StartRefused(f"field {where} declares no permission")
    if isinstance(declared, QuestionOf):
        return declared.kind()
    if isinstance(declared, LookupOf | NodeOf | CallerOf | PreparationOf | ApartOf):
        raise StartRefused(f"field {where} may only stand at the root")
    _is_guarded(where, declared, binding)
    if isinstance(declared, PagesOf):
        return _pages(field, declared)
    if not bare(field).nullable:
        _never_hidden(where, field, declared, binding)
    if isinstance(declared, FieldOf):
        return _scalar(where, field, declared, binding)
    if isinstance(declared, PartOf):
        return Part(
            declared.permission, bare(field).python.__name__, declared.row, declared.present, declared.peek
        )
    if isinstance(declared, OneOf):
        return _one(field, declared)
    return _several(field, declared)


def _is_guarded(where: str, declared: Conditional | PagesOf, binding: Binding) -> None:
    """Refuse what nothing guards, and personal data whose reading could be told to nobody."""
    is_entity = binding.base is not None and binding.table is None
    if declared.permission is None and is_entity:
        raise StartRefused(f"field {where} declares no permission")
    if declared.permission not in RECORDED:
        return
    if not isinstance(declared, OneOf):
        raise StartRefused(f"field {where} must be an object of a table of its own: its reading is recorded")
    if binding.footing is None or binding.footing.person is None:
        raise StartRefused(f"field {where} is recorded, but its type does not say whose its rows are")


def _never_hidden(where: str, field: StrawberryField, declared: Conditional, binding: Binding) -> None:
    """Refuse a field that is never null and yet may be hidden: its null would take its holder away."""
    if _is_narrower(declared, binding):
        raise StartRefused(f"field {where} must be nullable: it has another permission than its row")
    if isinstance(declared, OneOf) and binding_of(bare(field).python).base is not None:
        raise StartRefused(f"field {where} must be nullable: its row may be out of reach")


def _is_narrower(declared: Conditional, binding: Binding) -> bool:
    """Tell whether the permissions can be held for fewer rows than those of the type are seen."""
    needed = declared.permissions if isinstance(declared, FieldOf) else (declared.permission,)
    return binding.base is not None and any(each not in (None, binding.base) for each in needed)


def _target(field: StrawberryField, declared: OneOf | SeveralOf) -> str:
    return declared.table or table_of(bare(field).python)


def _several(field: StrawberryField, declared: SeveralOf) -> Several:
    return Several(
        declared.permission,
        bare(field).python.__name__,
        _target(field, declared),
        declared.on,
        declared.order,
        declared.rows,
        bool(declared.contained),
    )


def _one(field: StrawberryField, declared: OneOf) -> One:
    return One(
        declared.permission,
        bare(field).python.__name__,
        _target(field, declared),
        declared.on,
        declared.peek,
        bool(declared.contained),
        declared.arguments,
    )


def _pages(field: StrawberryField, declared: PagesOf) -> Pages:
    target = bare(field).python.__name__
    return Pages(
        declared.permission,
        target,
        declared.on,
        bool(declared.contained),
        declared.arguments,
        declared.through,
        declared.broad,
    )


def _scalar(where: str, field: StrawberryField, declared: FieldOf, binding: Binding) -> Scalar:
    kind = bare(field)
    if kind.python not in KINDS and not is_enumeration(kind.python):
        raise StartRefused(f"field {where} has a type that is not read")
    if declared.sql is None:
        _agrees(where, field, declared, binding)
    sql = sql_of(field, declared)
    mask = declared.mask.over(sql) if declared.mask else None
    return Scalar(declared.permissions, sql, kind.kind, kind.nullable, mask)


def _agrees(where: str, field: StrawberryField, declared: FieldOf, binding: Binding) -> None:
    """Refuse a field that says something else than its column."""
    column = _column(where, field, binding.model)
    kind = bare(field)
    if not isinstance(column, _COLUMNS[kind.kind]):
        raise StartRefused(f"field {where} is {kind.kind}, its column is {type(column).__name__}")
    enumeration = getattr(column, "enum_type", None)
    if enumeration is not (kind.python if kind.kind is Kind.CODE else None):
        raise StartRefused(f"field {where} and its column disagree about the enumeration")
    if kind.nullable != (bool(column.null) or _is_narrower(declared, binding)):
        raise StartRefused(f"field {where} and its column disagree about null")


def _column(where: str, field: StrawberryField, model: type[Model] | None) -> columns.Field[object]:
    if model is None or field.python_name not in model._meta.fields_map:  # noqa: SLF001
        raise StartRefused(f"field {where} has no column of its name")
    return model._meta.fields_map[field.python_name]  # noqa: SLF001


def _root(field: StrawberryField) -> Root:
    declared = declaration_of(field)
    target = bare(field).python
    if isinstance(declared, NodeOf):
        return AnyNode(declared.many)
    if isinstance(declared, LookupOf):
        table = table_of(target) if binding_of(target).base is not None else target.__name__.lower()
        return Keyed(declared.permission, target.__name__, table, declared.order)
    if isinstance(declared, PagesOf):
        return _pages(field, declared)
    if isinstance(declared, OneOf):
        return _one(field, declared)
    if isinstance(declared, CallerOf):
        return Caller(target.__name__)
    if isinstance(declared, PreparationOf | ApartOf):
        return Preparing(target.__name__)
    if isinstance(declared, SeveralOf):
        return _several(field, declared)
    raise StartRefused(f"field Query.{name_of(field)} declares nothing that the root can answer")
