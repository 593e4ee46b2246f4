"""Nothing is read without its permission: each field, filter and order asks for its own."""

from types import MappingProxyType

import pytest

from compiler.catalogue import Can, Check, FilterKey, Identity, OrderKey, Pages, Redactions, Scalar
from errors import Forbidden
from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.catalogue import FACILITY, NOTICE
from permissions.permission import Permission
from permissions.region import ANYWHERE
from schema.execution import Request
from schema.graph import graph
from tests.compiler.questions import ROOTS
from tests.reading import Nowhere

READER = Access(MappingProxyType({**EXPLORER.held, NOTICE.publish: ANYWHERE}))
"""Whoever may read everything; notices are read by whoever publishes them."""
SOME_ID = "RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx"


def all_but(permission: Permission) -> Access:
    """Hold everything but one permission, and the peek that goes with it."""
    without = (permission.code, permission.code.replace(":read", ":peek"))
    held = {key: region for key, region in READER.held.items() if key.code not in without}
    return Access(MappingProxyType(held))


def guards() -> list[tuple[str, str, Permission]]:
    """Give each coordinate that needs a permission, with a document that asks for it."""
    found: list[tuple[str, str, Permission]] = []

    def add(coordinate: str, query: str, declared: FilterKey | OrderKey | Scalar) -> None:
        found.extend((coordinate, query, permission) for permission in declared.permissions)

    for name, root in ROOTS.items():
        kind = graph().catalogue.types[name]
        for field, declared in kind.fields.items():
            below = "" if isinstance(declared, Scalar) else "{ __typename }"
            query = f"{{ {root} {{ nodes {{ {field} {below} }} }} }}"
            if isinstance(declared, Scalar):
                add(f"{name}.{field}", query, declared)
            elif _is_masked_at_worst(declared):
                continue
            elif not isinstance(declared, Identity | Redactions | Can | Check):
                assert declared.permission is not None
                through = declared.through if isinstance(declared, Pages) else ()
                found.extend((f"{name}.{field}", query, each) for each in (declared.permission, *through))
        for key, filter_ in (kind.filters or {}).items():
            add(f"{name}.{key}", f"{{ {root}(filter: {{{key}: {{}}}}) {{ __typename }} }}", filter_)
        for key, order in (kind.orders or {}).items():
            add(f"{name}Order.{key}_ASC", f"{{ {root}(orderBy: {key}_ASC) {{ __typename }} }}", order)
    for root, declared_root in graph().catalogue.roots.items():
        if isinstance(declared_root, Pages):
            assert declared_root.permission is not None
            given = f'(permission: "journal:verify", on: "{SOME_ID}")' if declared_root.arguments else ""
            query = f"{{ {root}{given} {{ __typename }} }}"
            found.append((f"Query.{root}", query, declared_root.permission))
    return found


def _is_masked_at_worst(declared: object) -> bool:
    """Tell whether whoever sees the row sees this group of it under a mask, and nobody is refused."""
    peek = getattr(declared, "peek", None)
    return peek is not None and not peek.code.endswith(":peek")


async def denied(query: str, access: Access) -> list[Forbidden]:
    """Give the denials, for which nothing may be sent."""
    nowhere = Nowhere()
    answer = await nowhere.ask(Request(query), access)
    assert nowhere.sent == [] or answer.errors == ()
    found = [error for error in answer.errors if isinstance(error, Forbidden)]
    assert len(found) == len(answer.errors)
    return found


@pytest.mark.parametrize(
    ("coordinate", "query", "permission"),
    guards(),
    ids=lambda value: value.code if isinstance(value, Permission) else value if "{" not in value else "",
)
async def test_every_coordinate_asks_for_its_permission(
    coordinate: str, query: str, permission: Permission
) -> None:
    assert await denied(query, READER) == []
    found = {error.evidence["coordinate"]: error for error in await denied(query, all_but(permission))}
    assert found[coordinate].evidence == {
        "coordinate": coordinate,
        "requires": permission.code,
        "missingPermissions": [permission.code],
        "grantableAt": [str(scope) for scope in permission.scopes],
    }
    assert {error.evidence["requires"] for error in found.values()} == {permission.code}


@pytest.mark.parametrize("name", ROOTS)
async def test_rows_whose_type_is_not_seen_are_null_as_nodes(name: str) -> None:
    base = graph().catalogue.types[name].base
    assert base is not None
    nowhere = Nowhere()
    node = f"node(id: $id) {{ id ... on {name} {{ createdAt }} }}"
    query = f"query ($id: ID!) {{ {node} nodes(ids: [$id]) {{ id }} }}"
    for access, seen in ((EXPLORER, True), (all_but(base), False)):
        nowhere.sent.clear()
        answer = await nowhere.ask(Request(query, None, {"id": SOME_ID}), access)
        assert answer.errors == ()
        assert (f" FROM {graph().catalogue.types[name].table} " in nowhere.texts[0]) is seen


async def test_what_is_skipped_asks_for_nothing() -> None:
    skipped = "email @skip(if: true) ... @include(if: false) { licences { type } }"
    query = f"{{ facilities {{ nodes {{ nameShort {skipped} }} }} }}"
    assert await denied(query, ANONYMOUS) == []


async def test_a_fragment_on_another_type_asks_for_nothing() -> None:
    query = "{ facilities { nodes { ... on Node { ... on Department { email } id } } } }"
    assert await denied(query, ANONYMOUS) == []


async def test_a_denial_in_a_fragment_names_the_field_where_it_is_written() -> None:
    query = "{ facilities { nodes { ...A } } }\nfragment A on Facility {\n  nameShort\n  email\n}"
    (error,) = await denied(query, ANONYMOUS)
    assert error.evidence["requires"] == FACILITY.contact.code
    assert [(place.line, place.column) for place in error.locations] == [(4, 3)]
