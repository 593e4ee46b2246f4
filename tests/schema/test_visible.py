"""What a caller is shown is what may be used: by the policy's word, and by the planner's."""

import random
from collections.abc import Iterable

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_introspection_type,
    parse,
    validate_schema,
)

from compiler.plan import plan
from errors import Forbidden
from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.catalogue import DEPARTMENT, EMPLOYEE, FACILITY, PERMISSIONS, READING
from permissions.permission import Permission
from permissions.role_sets import TEMPLATES
from schema.execution import Request
from schema.graph import graph
from schema.invited import INVITED_RESULTS, PEEK
from schema.journal_proof import PROOF
from schema.policy import printed
from schema.seeing import SEEING_RESULTS
from schema.sessions import RESULTS
from schema.visible import visible_schema
from tests.reading import Nowhere
from tests.schema.coordinates import documents_of, holder_of

EMPTY = ("Query.node", "Query.nodes", "Query.prepare", "Node.id", "Node.redacted")
"""Hidden where nothing could be found by them; asked all the same, they find nothing."""
PEEKING = (EMPLOYEE.public, EMPLOYEE.identity_peek, EMPLOYEE.personal_contact_peek, FACILITY.public)


def by_template(code: str) -> Access:
    return holder_of(grant.permission for grant in TEMPLATES[code].grants if grant.use)


def by_chance(seed: int) -> Access:
    chance = random.Random(seed)  # noqa: S311  # no secret
    return holder_of(each for each in READING if chance.random() < 0.7)


HOLDERS: dict[str, Access] = {
    **{code: by_template(code) for code in TEMPLATES},
    "nobody": holder_of(()),
    "explorer": EXPLORER,
    "who may only peek": holder_of(PEEKING),
    **{f"chance {seed}": by_chance(seed) for seed in range(6)},
}


def shown_to(access: Access) -> GraphQLSchema:
    return visible_schema(graph(), access.shape)


def granted(code: str) -> set[str]:
    """Read the coordinates that the printed policy gives a role set."""
    place = list(TEMPLATES).index(code)
    _, _, coordinates = printed().partition("Coordinates")
    lines = [line.split() for line in coordinates.partition("Free:")[0].splitlines() if "." in line]
    return {name for name, *cells in lines if len(cells) > len(TEMPLATES) and cells[place] != "·"}


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_role_set_is_shown_what_the_policy_grants(code: str) -> None:
    guarded = {name for name, need in graph().needs.items() if need.permissions}
    shown = documents_of(shown_to(by_template(code))).keys()
    assert shown & guarded == granted(code) & guarded


@pytest.fixture(scope="module")
def nowhere() -> Nowhere:
    """One executor for all, since most documents are the same for all."""
    return Nowhere()


@pytest.mark.parametrize("holder", HOLDERS)
async def test_what_is_shown_is_never_refused_and_what_is_not_always_is(
    holder: str, nowhere: Nowhere
) -> None:
    access = HOLDERS[holder]
    shown = documents_of(shown_to(access))
    for coordinate, query in shown.items():
        assert await refusals(nowhere, query, access) == [], (coordinate, query)
    for coordinate, query in documents_of(graph().core).items():
        if coordinate not in shown and coordinate not in EMPTY:
            assert set(await refusals(nowhere, query, access)) == {Forbidden.code}, (coordinate, query)


async def refusals(nowhere: Nowhere, query: str, access: Access) -> list[str]:
    """The codes with which a document is refused; one about an act or a link is planned."""
    if not any(each in query for each in ("mutation", "prepare", PEEK, PROOF)):
        return [each.code for each in (await nowhere.ask(Request(query), access)).errors]
    document = parse(query)
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    known = graph()
    decided = plan(known.core, known.catalogue, document, operation, access.shape, {}, lambda _: ())
    return [each.code for each in decided.denials]


@pytest.mark.parametrize("holder", HOLDERS)
def test_what_is_shown_is_a_whole_schema_without_dead_ends(holder: str) -> None:
    shown = shown_to(HOLDERS[holder])
    if holder != "nobody":
        assert validate_schema(GraphQLSchema(**{**shown.to_kwargs(), "assume_valid": False})) == []  # type: ignore[arg-type]
    for kind in shown.type_map.values():
        if isinstance(kind, GraphQLInterfaceType):
            assert shown.get_possible_types(kind)
        for name in getattr(kind, "fields", {}):
            assert is_introspection_type(kind) or name in graph().core.type_map[kind.name].fields  # type: ignore[attr-defined]
    assert shown.type_map.keys() <= graph().core.type_map.keys()


def test_whoever_may_all_sees_the_schema_itself() -> None:
    assert shown_to(holder_of(PERMISSIONS.values())) is graph().core


def test_who_may_only_read_is_shown_no_acts_but_the_door() -> None:
    shown = shown_to(EXPLORER)
    assert shown.mutation_type is not None
    unsigned = {*RESULTS, *INVITED_RESULTS, *SEEING_RESULTS} - {PEEK}
    assert shown.mutation_type.fields.keys() == unsigned
    assert "Prepare" not in shown.type_map


def test_what_is_shown_leaves_the_whole_schema_as_it_is() -> None:
    before = documents_of(graph().core)
    for access in HOLDERS.values():
        shown_to(access)
    assert documents_of(graph().core) == before


def test_only_the_public_part_is_shown_without_a_token() -> None:
    shown = shown_to(ANONYMOUS)
    assert {"Facility", "Dictionary", "Node"} <= shown.type_map.keys()
    assert not {"Employee", "Department", "EmployeeFilter", "EmployeeStatus"} & shown.type_map.keys()
    node = shown.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    assert [each.name for each in shown.get_possible_types(node)] == ["Facility"]


def fields(shown: GraphQLSchema, name: str) -> Iterable[str]:
    kind = shown.type_map.get(name)
    return kind.fields if isinstance(kind, GraphQLObjectType) else ()


def test_who_may_only_peek_sees_the_fields_with_masks() -> None:
    shown = shown_to(holder_of(PEEKING))
    assert [*fields(shown, "EmployeeIdentity")] == ["taxId", "unzr", "documents"]
    assert [*fields(shown, "IdentityDocument")] == ["type", "number"]
    assert [*fields(shown, "EmployeePersonalContact")] == ["personalEmail", "mobilePhones"]


@pytest.mark.parametrize(
    ("missing", "hidden"),
    [
        (DEPARTMENT.read, "Facility.departments"),
        (EMPLOYEE.public, "Facility.head"),
        (FACILITY.legal, "Facility.head"),
        (DEPARTMENT.read, "EmployeeFilter.departments"),
    ],
)
def test_a_relation_is_hidden_without_its_permission_and_without_that_of_its_rows(
    missing: Permission, hidden: str
) -> None:
    assert hidden not in documents_of(shown_to(holder_of(each for each in READING if each is not missing)))
