"""A slow reference for the compiler: graphql-core's own executor over rows in memory, one field at a time.

Fragments, merging, aliases, directives and variables are graphql-core's; relations follow foreign keys, never
the paths that the statements use; every computed field has its twin in `twins.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution import get_variable_values

from schema.sdl import printed
from tests.compiler.reference.asked import Asked
from tests.compiler.reference.declared import also_of, base_of, gates_of, peek_of, way_of
from tests.compiler.reference.filters import Filtering
from tests.compiler.reference.masks import MASKED_WITHIN, MASKS
from tests.compiler.reference.pages import Pager, jsonable, page_of
from tests.compiler.reference.rights import EXPLORER, Bearer, Rights
from tests.compiler.reference.things import TABLE_OF, Thing, Things
from tests.compiler.reference.twins import objects_of, related_to, value_of

Info = GraphQLResolveInfo[Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """An answer: the data, or for each coordinate that is refused what it wants; and what was left out."""

    data: Mapping[str, object] | None
    denials: Mapping[str, str]
    omitted: list[dict[str, str]]


class Reference:
    """Answers documents from rows in memory, as one bearer of rights may see them."""

    def __init__(self, things: Things, bearer: Bearer = EXPLORER) -> None:
        self.things = things
        self.rights = Rights(things, bearer)
        self.filters = Filtering(things, self.rights)
        self._siblings: Mapping[int, list[FieldNode]] = {}

    @property
    def schema(self) -> GraphQLSchema:
        """The graph as its SDL says, without anything of its own behind it."""
        return _schema()

    def answer(self, document: DocumentNode, variables: Mapping[str, object]) -> Mapping[str, object]:
        """Give the data of a valid document that is not refused."""
        found = self.expected(document, variables)
        assert found.data is not None, found.denials
        return found.data

    def expected(self, document: DocumentNode, variables: Mapping[str, object]) -> Expected:
        """Give the whole answer to a valid document."""
        coerced = self._coerced(document, variables)
        asked = Asked(self.schema, self.rights, document, coerced)
        written = asked.written_out()
        if asked.denials:
            return Expected(None, asked.denials, [])
        self._siblings = asked.siblings
        result = execute_sync(
            self.schema,
            written,
            Thing("Query", {}),
            variable_values=dict(variables),
            field_resolver=self._resolve,
            type_resolver=lambda value, _info, _type: value.type,
        )
        assert result.errors is None, result.errors
        names = ("path", "coordinate", "requires")
        omitted = [dict(zip(names, each, strict=True)) for each in sorted(asked.omitted)]
        return Expected(result.data, {}, omitted)

    def value(self, thing: Thing, field: str) -> object:
        """Give a scalar of a row as a Python value, whoever asks."""
        return value_of(self.things, thing, field)

    def compared(self, thing: Thing, field: str) -> object:
        """Give a scalar as rows are ordered by it: as if it were null where it may not be read.

        Rows that are not seen are only ever a cursor's, which tells what they are ordered by.
        """
        base = base_of(thing.type)
        gates = [each for each in gates_of(thing.type, field) if each != base]
        may_read = all(self.rights.allows(each, thing.type, thing.row) for each in gates)
        return self.value(thing, field) if may_read else None

    def _coerced(self, document: DocumentNode, variables: Mapping[str, object]) -> Any:
        for each in document.definitions:
            if isinstance(each, OperationDefinitionNode):
                return get_variable_values(self.schema, each.variable_definitions or (), dict(variables))
        raise AssertionError

    def _may_read(self, thing: Thing, field: str) -> bool:
        return all(self.rights.allows(each, thing.type, thing.row) for each in gates_of(thing.type, field))

    def _resolve(self, source: Any, info: Info, **arguments: Any) -> Any:
        if isinstance(source, dict):
            return source[info.field_name]
        kind = get_named_type(info.return_type)
        if source.type == "Query":
            return self._root(info, kind.name, arguments)
        if info.field_name == "redacted":
            return self._redacted(source, self._siblings[id(info.field_nodes[0])])
        if source.masked:
            return self._masked(source, info)
        peek = peek_of(source.type, info.field_name)
        if not self._may_read(source, info.field_name):
            if peek is None or not self.rights.allows(peek, source.type, source.row):
                return None
            return next(iter(self._objects(source, info, kind.name, masked=True)), None)
        if is_leaf_type(kind):
            return jsonable(self.value(source, info.field_name))
        entity = entity_of_page(kind.name)
        if entity is not None:
            way = way_of(source.type, info.field_name)
            leads = all(self.rights.allows(each, source.type, source.row) for each in way)
            also = also_of(source.type, info.field_name)
            found = [
                thing
                for thing in (related_to(self.things, source, info.field_name) if leads else [])
                if all(self.rights.allows(each, entity, thing.row) for each in also)
            ]
            return self._page(entity, found, arguments, 20)
        found = self._objects(source, info, kind.name, masked=False)
        return found if is_list(info) else next(iter(found), None)

    def _objects(self, source: Thing, info: Info, kind: str, *, masked: bool) -> list[Thing]:
        found = objects_of(self.things, source, info.field_name, kind)
        return [replace(each, masked=masked) for each in found if self.rights.sees(each)]

    # What may only be peeked at

    def _masked(self, source: Thing, info: Info) -> Any:
        kind, coordinate = get_named_type(info.return_type), f"{source.type}.{info.field_name}"
        if coordinate in MASKED_WITHIN:
            return self._objects(source, info, kind.name, masked=True)
        value = self.value(source, info.field_name) if is_leaf_type(kind) else None
        if coordinate in MASKS:
            return None if value is None else MASKS[coordinate](str(value))
        return jsonable(value) if is_non_null_type(info.return_type) else None

    def _redacted(self, thing: Thing, siblings: list[FieldNode]) -> list[str]:
        found: set[str] = set()
        for node in siblings:
            name = node.name.value
            if name.startswith("__") or self._may_read(thing, name):
                continue
            peek = peek_of(thing.type, name)
            if peek is not None and self.rights.allows(peek, thing.type, thing.row):
                found |= {f"{name}.{each}" for each in self._veiled(thing.type, node)}
            else:
                found.add(name)
        return sorted(found)

    def _veiled(self, kind: str, group: FieldNode) -> Iterator[str]:
        """Give the selected fields of a group that are masked or null for those who may only peek."""
        for owner, node in self._below(kind, group):
            name = node.name.value
            if f"{owner}.{name}" in MASKED_WITHIN:
                if any(
                    f"{inner}.{each.name.value}" in MASKS or not self._is_kept(inner, each)
                    for inner, each in self._below(owner, node)
                ):
                    yield name
            elif f"{owner}.{name}" in MASKS or not self._is_kept(owner, node):
                yield name

    def _below(self, kind: str, node: FieldNode) -> list[tuple[str, FieldNode]]:
        owner = self.schema.type_map[kind]
        assert isinstance(owner, GraphQLObjectType)
        target = get_named_type(owner.fields[node.name.value].type).name
        assert node.selection_set is not None
        return [(target, each) for each in node.selection_set.selections if isinstance(each, FieldNode)]

    def _is_kept(self, kind: str, node: FieldNode) -> bool:
        owner = self.schema.type_map[kind]
        assert isinstance(owner, GraphQLObjectType)
        name = node.name.value
        return name.startswith("__") or is_non_null_type(owner.fields[name].type)

    # The root

    def _root(self, info: Info, kind: str, arguments: dict[str, Any]) -> Any:
        if info.field_name == "node":
            return self._node(arguments["id"])
        if info.field_name == "nodes":
            return [self._node(each) for each in arguments["ids"]]
        entity = entity_of_page(kind)
        if entity is not None:
            return self._page(entity, self.things.all(entity), arguments, 50)
        if kind == "Dictionary":
            found = sorted(self.things.rows["dictionary"], key=lambda row: str(row["name"]))
            wanted = [Thing(kind, row) for row in found if arguments.get("name") in (None, row["name"])]
            return wanted if is_list(info) else next(iter(wanted), None)
        if arguments.get("edrpou") is not None:
            return self._by_code(arguments["edrpou"])
        return self._node(arguments["id"], kind)

    def _node(self, given: str, entity: str | None = None) -> Thing | None:
        found = self.things.by_global_id(given, entity)
        return found if found is not None and self.rights.sees(found) else None

    def _by_code(self, edrpou: str) -> Thing | None:
        found = [
            thing
            for thing in self.things.all("Facility")
            if thing.row["edrpou"] == edrpou and self.rights.sees(thing)
        ]
        return min(found, key=lambda each: (each.row["status"] == "CLOSED", each.row["id"]), default=None)

    def _page(self, entity: str, things: list[Thing], arguments: dict[str, Any], default: int) -> Any:
        filter_ = arguments.get("filter") or {}
        found = [thing for thing in things if self.rights.sees(thing) and self.filters.match(thing, filter_)]
        pager = Pager(entity, arguments.get("orderBy") or [], self.compared)
        return page_of(found, pager, arguments, default, self.things)


@cache
def _schema() -> GraphQLSchema:
    return build_schema(printed())


def entity_of_page(kind: str) -> str | None:
    """Give the entity whose rows a connection holds; an entity may itself be called a connection."""
    return None if kind in TABLE_OF or not kind.endswith("Connection") else kind.removesuffix("Connection")


def is_list(info: Info) -> bool:
    """Tell whether the field gives a list."""
    kind = info.return_type
    return is_list_type(getattr(kind, "of_type", kind)) or is_list_type(kind)
