"""Deciding an operation: which values stand under which keys, over which rows, for whom.

The planner walks the validated document once, type by type, and asks the access about every field, argument
and order that it meets; all denials are given at once, before anything is sent. It prints nothing: the
tree goes to `compiler/statement.py`. What it looked at in the variables is kept as guards
(`compiler/given.py`), so that a plan is used again only where it would be made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)

from compiler.catalogue import (
    AnyNode,
    Catalogue,
    Identity,
    Keyed,
    One,
    Pages,
    Part,
    Root,
    Scalar,
    Several,
    Type,
)
from compiler.cost import TABLE_ROWS, Weight, given_length
from compiler.filters import Filters
from compiler.given import Given, Guard, Sight
from compiler.ids import decode_id, key_of
from compiler.limits import Tally, locations_of
from compiler.pages import PAGE_SIZE_MAX, PAGE_SIZE_NESTED, PAGE_SIZE_TOP, Pager, size_of
from compiler.selection import Selection
from compiler.tree import (
    All,
    Choice,
    Choices,
    Cursor,
    Edges,
    GlobalId,
    Leaf,
    Literal,
    Member,
    Nodes,
    Object,
    Page,
    PageInfo,
    Parameter,
    Row,
    Rows,
    Source,
    Test,
    TotalCount,
    Value,
    Variables,
    Window,
)
from errors import BadRequest, Forbidden, PageSize, Refused
from permissions.access import Access
from permissions.permission import Permission


@dataclass(frozen=True, slots=True)
class Plan:
    """A decided operation, good for every call for which its guards hold."""

    members: tuple[Member, ...]
    guards: tuple[Guard, ...]
    weight: Weight

    def fits(self, variables: Variables) -> bool:
        """Tell whether the operation would be decided the same with these variables."""
        return all(guard.holds(variables) for guard in self.guards)


def plan(
    graph: GraphQLSchema,
    catalogue: Catalogue,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    access: Access,
    variables: Variables,
) -> Plan:
    """Decide a query; Refused with every denial when the access does not reach all that is asked."""
    planner = _Planner(graph, catalogue, document, access, variables)
    weight = Weight(1)
    members = planner.roots(operation, weight)
    if planner.denials:
        raise Refused(list(planner.denials.values()))
    return Plan(members, tuple(dict.fromkeys(planner.sight.guards)), weight)


class _Planner:
    def __init__(
        self,
        graph: GraphQLSchema,
        catalogue: Catalogue,
        document: DocumentNode,
        access: Access,
        variables: Variables,
    ) -> None:
        self.graph = graph
        self.catalogue = catalogue
        self.access = access
        self.sight = Sight(variables)
        self.selection = Selection(graph, document, self.sight)
        self.denials: dict[str, Forbidden] = {}
        self.tally = Tally()

    # What the caller may ask

    def ask(self, permission: Permission | None, coordinate: str, node: FieldNode) -> None:
        """Note a denial unless the permission is held somewhere."""
        if permission is None or self.access.holds(permission) or coordinate in self.denials:
            return
        self.denials[coordinate] = Forbidden(
            f"поле «{coordinate}» потребує права «{permission}»",
            f"{coordinate!r} requires the permission {permission.code!r}",
            evidence={
                "coordinate": coordinate,
                "requires": permission.code,
                "missingPermissions": [permission.code],
                "grantableAt": [str(scope) for scope in permission.scopes],
            },
            locations=locations_of(node),
        )

    # The operation's own fields

    def roots(self, operation: OperationDefinitionNode, weight: Weight) -> tuple[Member, ...]:
        """Decide the fields of the query type; introspection is answered elsewhere."""
        asked = self.selection.of_set("Query", operation.selection_set)
        return tuple(
            Member(key, self.root(nodes, weight))
            for key, nodes in asked.items()
            if not nodes[0].name.value.startswith("__") or nodes[0].name.value == "__typename"
        )

    def root(self, nodes: list[FieldNode], weight: Weight) -> Value:
        name = nodes[0].name.value
        if name == "__typename":
            return Literal('"Query"')
        root: Root = self.catalogue.roots[name]
        arguments = self.arguments("Query", nodes[0])
        if isinstance(root, AnyNode):
            return self.any_node(root, nodes, arguments, weight)
        self.ask(root.permission, f"Query.{name}", nodes[0])
        if isinstance(root, Keyed):
            return self.keyed(root, nodes, arguments, weight)
        if isinstance(root, Pages):
            return self.pages(root, nodes, arguments, PAGE_SIZE_TOP, weight)
        return self.several(root, nodes, weight)

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Given]:
        owner = self.graph.type_map[type_name]
        assert isinstance(owner, GraphQLObjectType)
        kinds = owner.fields[node.name.value].args
        return {
            each.name.value: Given.written(self.sight, each.value, kinds[each.name.value].type)
            for each in node.arguments or ()
        }

    def keyed(
        self, root: Keyed, nodes: list[FieldNode], arguments: Mapping[str, Given], weight: Weight
    ) -> Value:
        present = _present(arguments)
        kind = self.catalogue.types[root.type]
        if len(present) != 1:
            raise BadRequest(
                "вкажіть рівно один аргумент",
                "give exactly one argument",
                locations=locations_of(nodes[0]),
            )
        ((name, given),) = present.items()
        source = Source(root.table, None, Test(f"{{row}}.{name} = {{0}}", (_key(kind.name, name, given),)))
        return Row(source, self.object(kind, nodes, weight.below(1)), root.order)

    # Objects of any entity

    def any_node(
        self, root: AnyNode, nodes: list[FieldNode], arguments: Mapping[str, Given], weight: Weight
    ) -> Value:
        get = arguments["ids" if root.many else "id"].get
        if not root.many:
            chosen = Parameter(lambda call: decode_id(get(call.variables))[0], "text")
            key = Parameter(lambda call: decode_id(get(call.variables))[1], "uuid")
            test = Test("{row}.id = {0}", (key,))
            return Choice(chosen, self.alternatives(nodes, test, weight.below(1)))
        types = Parameter(lambda call: [decode_id(each)[0] for each in _ids(get(call.variables))], "text[]")
        ids = Parameter(lambda call: [decode_id(each)[1] for each in _ids(get(call.variables))], "uuid[]")
        below = weight.below(lambda call: given_length(get(call.variables)))
        return Choices(types, ids, self.alternatives(nodes, Test("{row}.id = {parent}.id"), below))

    def alternatives(self, nodes: list[FieldNode], test: Test, weight: Weight) -> tuple[tuple[str, Row], ...]:
        return tuple(
            (
                entity.name,
                Row(Source(self.table(entity.name), None, test), self.object(entity, nodes, weight)),
            )
            for entity in self.catalogue.entities
            if entity.base is None or self.access.holds(entity.base)
        )

    def table(self, entity: str) -> str:
        table = self.catalogue.types[entity].table
        assert table is not None
        return table

    # Objects and their fields

    def object(self, kind: Type, nodes: list[FieldNode], weight: Weight) -> Object:
        asked = self.selection.of(kind.name, nodes)
        return Object(tuple(Member(key, self.field(kind, found, weight)) for key, found in asked.items()))

    def field(self, kind: Type, nodes: list[FieldNode], weight: Weight) -> Value:
        name = nodes[0].name.value
        if name == "__typename":
            return Literal(f'"{kind.name}"')
        field = kind.fields[name]
        weight.leaves += 1
        if isinstance(field, Identity):
            return GlobalId(kind.name)
        if isinstance(field, Scalar):
            for permission in field.permissions:
                self.ask(permission, f"{kind.name}.{name}", nodes[0])
            return Leaf(field.sql, field.kind, field.nullable)
        self.ask(field.permission, f"{kind.name}.{name}", nodes[0])
        if isinstance(field, Part):
            inner = self.object(self.catalogue.types[field.type], nodes, weight)
            return Object(inner.members, field.row, field.present)
        if isinstance(field, One):
            inner = self.object(self.catalogue.types[field.type], nodes, weight.below(1))
            return Row(Source(field.table, field.on), inner)
        if isinstance(field, Several):
            return self.several(field, nodes, weight)
        return self.pages(field, nodes, self.arguments(kind.name, nodes[0]), PAGE_SIZE_NESTED, weight)

    def several(self, field: Several, nodes: list[FieldNode], weight: Weight) -> Value:
        inner = self.object(self.catalogue.types[field.type], nodes, weight.below(field.rows))
        return Rows(Source(field.table, field.on or None), inner, field.order)

    # Connections

    def pages(
        self,
        field: Pages,
        nodes: list[FieldNode],
        arguments: Mapping[str, Given],
        default: int,
        weight: Weight,
    ) -> Value:
        entity = self.catalogue.types[field.entity]

        def ask(permission: Permission, coordinate: str) -> None:
            self.ask(permission, coordinate, nodes[0])

        present = _present(arguments)
        filters = Filters(entity, ask, self.tally)
        where = filters.condition(present["filter"]) if "filter" in present else All(())
        window = Pager(entity, ask, default).window(present)
        asked = self.selection.of(f"{entity.name}Connection", nodes)
        names = {found[0].name.value for found in asked.values()}
        if field.on is None and ("totalCount" in names or {"filter", "orderBy"} & present.keys()):
            weight.below(TABLE_ROWS)
        if not names & {"nodes", "edges", "pageInfo"}:
            weight.below(lambda call: 0 * size_of(window.size, call))  # nothing reads it, yet it is checked
        members = tuple(
            Member(key, self.connection_field(entity, found, window, weight)) for key, found in asked.items()
        )
        return Page(Source(self.table(entity.name), field.on, where), window, members)

    def connection_field(self, entity: Type, nodes: list[FieldNode], window: Window, weight: Weight) -> Value:
        name = nodes[0].name.value
        if name in ("nodes", "edges"):
            below = weight.below(lambda call: size_of(window.size, call))
            if name == "edges":
                return self.edges(entity, nodes, below)
            return Nodes(self.object(entity, nodes, below))
        weight.below(1)
        if name == "totalCount":
            return TotalCount()
        if name == "pageInfo":
            asked = self.selection.of("PageInfo", nodes)
            return PageInfo(tuple((key, found[0].name.value) for key, found in asked.items()))
        return Literal(f'"{entity.name}Connection"')

    def edges(self, entity: Type, nodes: list[FieldNode], weight: Weight) -> Edges:
        members: list[Member] = []
        for key, found in self.selection.of(f"{entity.name}Edge", nodes).items():
            name = found[0].name.value
            value: Value = Literal(f'"{entity.name}Edge"')
            if name == "cursor":
                value = Cursor()
            elif name == "node":
                value = self.object(entity, found, weight)
            members.append(Member(key, value))
        return Edges(tuple(members))


def _present(arguments: Mapping[str, Given]) -> dict[str, Given]:
    """Leave out what is given as null, which means the same as leaving it out."""
    return {name: given for name, given in arguments.items() if not given.is_null()}


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
