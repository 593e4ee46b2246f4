"""The permissions that the graph declares for its coordinates, as codes."""

from compiler.catalogue import AnyNode, One, Pages, Part, Scalar, Several
from schema.graph import graph
from tests.compiler.reference import applications

PEEKS = {
    **applications.PEEKS,
    "Employee.identity": "employee.identity:peek",
    "Employee.personalContact": "employee.personalContact:peek",
}


def needs_of(kind: str, name: str) -> tuple[str, ...]:
    """Give what reading a field needs; that of the rows that a relation leads to comes last."""
    catalogue = graph().catalogue
    if kind == "Query":
        root = catalogue.roots[name]
        return () if isinstance(root, AnyNode) else _codes(getattr(root, "permission", None))
    if kind not in catalogue.types:
        return ()  # connections, edges and pages
    field = catalogue.types[kind].fields.get(name)
    if isinstance(field, Scalar):
        return _codes(*field.permissions)
    if isinstance(field, Pages):
        return _codes(field.permission, catalogue.types[field.entity].base, *field.through)
    if isinstance(field, One | Part | Several):
        return _codes(field.permission, catalogue.types[field.type].base)
    return ()


def gates_of(kind: str, name: str) -> tuple[str, ...]:
    """Give what must hold for a row so that a field of it is shown.

    A relation guarded by nothing but the base of the rows that it leads to has no gate: they answer for
    themselves, as those of connections do.
    """
    catalogue = graph().catalogue
    field = catalogue.types[kind].fields.get(name)
    if field is None:
        return filter_needs(kind, name)  # of an object that the row leads to, by which rows are ordered
    if isinstance(field, Scalar):
        return _codes(*field.permissions)
    if isinstance(field, One | Part | Several) and field.permission != catalogue.types[field.type].base:
        return _codes(field.permission)
    return ()


def way_of(kind: str, name: str) -> tuple[str, ...]:
    """Give what must hold for a row so that a connection of it leads anywhere."""
    field = graph().catalogue.types[kind].fields.get(name)
    return _codes(*field.through) if isinstance(field, Pages) else ()


def also_of(kind: str, name: str) -> tuple[str, ...]:
    """Give what must hold for the rows of a connection, besides their own base."""
    field = graph().catalogue.types[kind].fields.get(name)
    return _codes(field.permission) if isinstance(field, Pages) else ()


def base_of(kind: str) -> str | None:
    """Give the permission of an entity's base row."""
    found = graph().catalogue.types.get(kind)
    return None if found is None or found.base is None else found.base.code


def filter_needs(kind: str, name: str) -> tuple[str, ...]:
    """Give what filtering by a field needs."""
    filters = graph().catalogue.types[kind].filters
    assert filters is not None
    return _codes(*filters[name].permissions)


def order_needs(kind: str, code: str) -> tuple[str, ...]:
    """Give what ordering by a code needs."""
    orders = graph().catalogue.types[kind].orders
    assert orders is not None
    return _codes(*orders[code.rpartition("_")[0]].permissions)


def peek_of(kind: str, name: str) -> str | None:
    """Give the permission that shows a group's masks."""
    return PEEKS.get(f"{kind}.{name}")


def _codes(*permissions: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each) for each in permissions if each is not None))
