"""Planning the fields of the query type, and the payload of a signed act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import OperationType

from compiler.catalogue import AnyNode, Caller, Keyed, Pages, Preparing
from compiler.connections import connection
from compiler.cost import Weight, given_length
from compiler.ids import decode_id, key_of
from compiler.limits import locations_of
from compiler.pages import PAGE_SIZE_MAX, PAGE_SIZE_TOP
from compiler.planner import Planner, Spot, condition
from compiler.scopes import NOTHING
from compiler.tree import All, Choice, Choices, Literal, Member, Parameter, Row, Source, Test, Value
from errors import BadRequest, PageSize

if TYPE_CHECKING:
    from graphql import OperationDefinitionNode

    from compiler.given import Given
    from compiler.selection import Asked

QUERY, MUTATION = "Query", "Mutation"


def roots(planner: Planner, operation: OperationDefinitionNode, weight: Weight) -> tuple[Member, ...]:
    """Plan the fields that an operation asks of its root type; introspection is answered elsewhere."""
    is_act = operation.operation is OperationType.MUTATION
    name, root = (MUTATION, _payload) if is_act else (QUERY, _root)
    asked = {
        key: found
        for key, found in planner.selection.of_set(name, operation.selection_set).items()
        if not found.name.startswith("__") or found.name == "__typename"
    }
    return planner.members(asked, Spot(weight), lambda found, spot: root(planner, found, spot))


def _payload(planner: Planner, asked: Asked, spot: Spot) -> Value:
    """Plan what an act answers, from the rows as the act has left them."""
    if asked.name == "__typename":
        return Literal(f'"{MUTATION}"')
    act = planner.catalogue.acts.get(asked.name)
    if act is None:
        return Literal("null")  # whoever opens or ends a session needs no right, and is answered elsewhere
    planner.rights.allow((act.permission,), f"{MUTATION}.{asked.name}", asked.node)
    return planner.object(planner.catalogue.types[act.type], asked, spot)


def _prepared(planner: Planner, root: Preparing, asked: Asked) -> Value:
    """See that the acts may be prepared; what they come to is judged where they are performed."""
    planner.prepares = True
    for each in planner.selection.of(root.type, asked).values():
        if each.name in planner.catalogue.acts:
            act = planner.catalogue.acts[each.name]
            planner.rights.allow((act.permission,), f"{root.type}.{each.name}", each.node)
    return Literal("null")


def _root(planner: Planner, asked: Asked, spot: Spot) -> Value:
    if asked.name == "__typename":
        return Literal(f'"{QUERY}"')
    root = planner.catalogue.roots[asked.name]
    if isinstance(root, AnyNode):
        return _any_node(planner, root, asked, spot)
    if isinstance(root, Caller):
        return planner.object(planner.catalogue.types[root.type], asked, spot)
    if isinstance(root, Preparing):
        return _prepared(planner, root, asked)
    if isinstance(root, Pages):
        return connection(planner, QUERY, root, asked, spot, PAGE_SIZE_TOP)
    if isinstance(root, Keyed):
        return _keyed(planner, root, asked, spot)
    assert root.permission is not None
    planner.rights.allow((root.permission,), f"{QUERY}.{asked.name}", asked.node)
    return planner.related(QUERY, root, asked, spot)


def _keyed(planner: Planner, root: Keyed, asked: Asked, spot: Spot) -> Value:
    present = planner.arguments(QUERY, asked)
    kind = planner.catalogue.types[root.type]
    planner.rights.allow((root.permission,), f"{QUERY}.{asked.name}", asked.node)
    if len(present) != 1 and not planner.is_dry:
        raise BadRequest(
            "вкажіть рівно один аргумент", "give exactly one argument", locations=locations_of(asked.node)
        )
    seen, known = planner.scopes.enter(kind, NOTHING)
    tests = (
        Test(f"{{row}}.{name} = {{0}}", (_key(kind.name, name, given),)) for name, given in present.items()
    )
    source = Source(root.table, None, All((*tests, condition(seen))))
    return Row(source, planner.object(kind, asked, spot.row(spot.weight.below(1), known)), root.order)


def _any_node(planner: Planner, root: AnyNode, asked: Asked, spot: Spot) -> Value:
    get = planner.arguments(QUERY, asked)["ids" if root.many else "id"].get
    if not root.many:
        chosen = Parameter(lambda call: decode_id(get(call.variables))[0], "text")
        key = Parameter(lambda call: decode_id(get(call.variables))[1], "uuid")
        one = spot.weight.below(1)
        return Choice(chosen, _alternatives(planner, asked, Test("{row}.id = {0}", (key,)), spot, one))
    types = Parameter(lambda call: [decode_id(each)[0] for each in _ids(get(call.variables))], "text[]")
    ids = Parameter(lambda call: [decode_id(each)[1] for each in _ids(get(call.variables))], "uuid[]")
    many = spot.weight.below(lambda call: given_length(get(call.variables)))
    return Choices(types, ids, _alternatives(planner, asked, Test("{row}.id = {parent}.id"), spot, many))


def _alternatives(
    planner: Planner, asked: Asked, test: Test, spot: Spot, weight: Weight
) -> tuple[tuple[str, Row], ...]:
    return tuple(
        (name, Row(source, planner.object(planner.catalogue.types[name], asked, spot.row(weight, known))))
        for name, (source, known) in planner.visible(test).items()
    )


def _key(entity: str, name: str, given: Given) -> Parameter:
    get = given.get
    if name == "id":
        return Parameter(lambda call: key_of(entity, get(call.variables)), "uuid")
    return Parameter(lambda call: get(call.variables), "text")


def _ids(given: object) -> list[object]:
    ids = given if isinstance(given, list) else [given]
    if len(ids) > PAGE_SIZE_MAX:
        raise PageSize(
            f"ids: не більше {PAGE_SIZE_MAX}",
            f"ids: at most {PAGE_SIZE_MAX}",
            evidence={"argument": "ids", "limit": PAGE_SIZE_MAX},
        )
    return ids
