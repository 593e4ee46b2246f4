"""A slow reference for the compiler: graphql-core's own executor over rows in memory, one field at a time.

Fragments, merging, aliases, directives and variables are graphql-core's; relations follow foreign keys, never
the paths that the statements use; every computed field has its twin in `twins.py`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    get_named_type,
    is_leaf_type,
    is_list_type,
)

from schema.sdl import printed
from tests.compiler.reference.filters import Filtering
from tests.compiler.reference.pages import Pager, jsonable, page_of
from tests.compiler.reference.things import Thing, Things
from tests.compiler.reference.twins import objects_of, related_to, value_of

Info = GraphQLResolveInfo[Any]


class Reference:
    """Answers documents from rows in memory."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.filters = Filtering(things)

    @cached_property
    def schema(self) -> GraphQLSchema:
        """The graph as its SDL says, without anything of its own behind it."""
        return build_schema(printed())

    def answer(self, document: DocumentNode, variables: Mapping[str, object]) -> Mapping[str, object]:
        """Give the data of a valid document."""
        result = execute_sync(
            self.schema,
            document,
            Thing("Query", {}),
            variable_values=dict(variables),
            field_resolver=self._resolve,
            type_resolver=lambda value, _info, _type: value.type,
        )
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    def value(self, thing: Thing, field: str) -> object:
        """Give a scalar of a row as a Python value."""
        return value_of(self.things, thing, field)

    def _resolve(self, source: Any, info: Info, **arguments: Any) -> Any:
        if isinstance(source, dict):
            return source[info.field_name]
        kind = get_named_type(info.return_type)
        if source.type == "Query":
            return self._root(info, kind.name, arguments)
        if is_leaf_type(kind):
            return jsonable(self.value(source, info.field_name))
        if kind.name.endswith("Connection"):
            entity = kind.name.removesuffix("Connection")
            return self._page(entity, related_to(self.things, source, info.field_name), arguments, 20)
        found = objects_of(self.things, source, info.field_name, kind.name)
        return found if is_list(info) else next(iter(found), None)

    def _root(self, info: Info, kind: str, arguments: dict[str, Any]) -> Any:
        if info.field_name == "node":
            return self.things.by_global_id(arguments["id"])
        if info.field_name == "nodes":
            return [self.things.by_global_id(each) for each in arguments["ids"]]
        if kind.endswith("Connection"):
            entity = kind.removesuffix("Connection")
            return self._page(entity, self.things.all(entity), arguments, 50)
        if kind == "Dictionary":
            found = sorted(self.things.rows["dictionary"], key=lambda row: str(row["name"]))
            wanted = [Thing(kind, row) for row in found if arguments.get("name") in (None, row["name"])]
            return wanted if is_list(info) else next(iter(wanted), None)
        if arguments.get("edrpou") is not None:
            return self._by_code(arguments["edrpou"])
        return self.things.by_global_id(arguments["id"], kind)

    def _by_code(self, edrpou: str) -> Thing | None:
        found = [thing for thing in self.things.all("Facility") if thing.row["edrpou"] == edrpou]
        return min(found, key=lambda each: (each.row["status"] == "CLOSED", each.row["id"]), default=None)

    def _page(self, entity: str, things: list[Thing], arguments: dict[str, Any], default: int) -> Any:
        filter_ = arguments.get("filter") or {}
        found = [thing for thing in things if self.filters.match(thing, filter_)]
        pager = Pager(entity, arguments.get("orderBy") or [], self.value)
        return page_of(found, pager, arguments, default, self.things)


def is_list(info: Info) -> bool:
    """Tell whether the field gives a list."""
    kind = info.return_type
    return is_list_type(getattr(kind, "of_type", kind)) or is_list_type(kind)
