"""The committed graph is the one that is served, is described in Ukrainian, and changes are told apart."""

import re

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    is_introspection_type,
    is_specified_scalar_type,
)

import schema
from compiler.limits import _INTROSPECTED_LISTS
from schema.graph import graph
from schema.sdl import COMMITTED, Change, changes, printed

UKRAINIAN = re.compile(r"[А-ЩЬЮЯҐЄІЇа-щьюяґєії]")
FOREIGN = re.compile(r"[ыэъёЫЭЪЁ]")


def test_the_committed_graph_is_fresh() -> None:
    assert COMMITTED.read_text() == printed(), "write it anew: python server.py schema print"


def test_the_schema_is_ours() -> None:
    assert schema.__file__ is not None
    assert COMMITTED.parent.samefile(schema.__path__[0])


def own_types() -> list[GraphQLNamedType]:
    found = graph().core.type_map.values()
    return [kind for kind in found if not (is_introspection_type(kind) or is_specified_scalar_type(kind))]


def described(kind: GraphQLNamedType) -> list[tuple[str, str | None]]:
    """Give the coordinates of a type, its fields, arguments and values, each with its description."""
    found = [(kind.name, kind.description)]
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in kind.fields.items():
            found.append((f"{kind.name}.{name}", field.description))
            found += [(f"{kind.name}.{name}({key}:)", each.description) for key, each in field.args.items()]
    elif isinstance(kind, GraphQLInputObjectType):
        found += [(f"{kind.name}.{name}", field.description) for name, field in kind.fields.items()]
    elif isinstance(kind, GraphQLEnumType):
        found += [(f"{kind.name}.{name}", value.description) for name, value in kind.values.items()]
    else:
        assert isinstance(kind, GraphQLScalarType)
    return found


@pytest.mark.parametrize("kind", own_types(), ids=lambda kind: kind.name)
def test_everything_is_described_in_ukrainian(kind: GraphQLNamedType) -> None:
    for coordinate, description in described(kind):
        assert description, coordinate
        assert UKRAINIAN.search(description), coordinate
        assert not FOREIGN.search(description), coordinate


def test_names_of_introspection_lists_are_nobody_else_s() -> None:
    """The bound on introspection counts these names wherever they are asked."""
    own = {
        name
        for kind in own_types()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for name in kind.fields
    }
    assert own.isdisjoint(_INTROSPECTED_LISTS)


OLD = """
type Query { a: Int b(c: Int): String d: Kind }
enum Kind { ONE TWO }
input Wish { e: Int }
"""


@pytest.mark.parametrize(
    ("new", "breaking", "kind"),
    [
        (OLD.replace("a: Int", ""), True, "FIELD_REMOVED"),
        (OLD.replace("a: Int", "a: String"), True, "FIELD_CHANGED_KIND"),
        (OLD.replace("(c: Int)", ""), True, "ARG_REMOVED"),
        (OLD.replace("c: Int", "c: Int f: Int!"), True, "REQUIRED_ARG_ADDED"),
        (OLD.replace("ONE TWO", "ONE"), True, "VALUE_REMOVED_FROM_ENUM"),
        (OLD.replace("input Wish { e: Int }", ""), True, "TYPE_REMOVED"),
        (OLD.replace("e: Int", "e: Int f: Int!"), True, "REQUIRED_INPUT_FIELD_ADDED"),
        (OLD.replace("ONE TWO", "ONE TWO THREE"), False, "VALUE_ADDED_TO_ENUM"),
        (OLD.replace("c: Int", "c: Int f: Int"), False, "OPTIONAL_ARG_ADDED"),
        (OLD.replace("e: Int", "e: Int f: Int"), False, "OPTIONAL_INPUT_FIELD_ADDED"),
    ],
)
def test_breaking_and_dangerous_changes_are_found(new: str, breaking: bool, kind: str) -> None:
    (change,) = changes(OLD, new)
    assert (change.breaking, change.kind) == (breaking, kind)
    assert change.description


def test_what_nobody_notices_is_no_change() -> None:
    assert changes(OLD, OLD.replace("a: Int", '"""опис""" a: Int g: Int')) == []


GUARDED = """
directive @requires(permission: String!, mask: String) repeatable on FIELD_DEFINITION | ENUM_VALUE
type Query { a: Int @requires(permission: "x:read", mask: "LAST3") d: Kind }
enum Kind { ONE @requires(permission: "y:read") TWO }
"""


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (GUARDED.replace('"x:read"', '"z:read"'), ["Query.a now requires z:read."]),
        (GUARDED.replace("TWO", 'TWO @requires(permission: "x:read")'), ["Kind.TWO now requires x:read."]),
        (
            GUARDED.replace('"y:read")', '"y:read") @requires(permission: "x:read")'),
            ["Kind.ONE now requires x:read."],
        ),
        (GUARDED.replace(' @requires(permission: "y:read")', ""), []),
        (GUARDED.replace("d: Kind", 'd: Kind e: Int @requires(permission: "x:read")'), []),
    ],
)
def test_what_requires_more_than_before_is_told_as_a_risk(new: str, found: list[str]) -> None:
    assert changes(GUARDED, new) == [Change(False, "REQUIREMENT_ADDED", each) for each in found]
    assert changes(OLD, OLD) == []


def test_a_release_that_did_not_tell_its_requirements_is_not_compared_by_them() -> None:
    untold = "type Query { a: Int d: Kind } enum Kind { ONE TWO }"
    assert changes(untold, GUARDED) == []


def test_the_graph_is_compared_with_itself_by_default() -> None:
    assert changes(printed()) == []
    older = printed().replace("  nameShort: String!", "  nameOld: String\n\n  nameShort: String!", 1)
    assert changes(older) == [Change(True, "FIELD_REMOVED", "Field Facility.nameOld was removed.")]
