"""Telling of a schema: graphql-core's own introspection fields, without its executor.

An answer about a whole schema holds ten thousand values of some twenty fields. So what is asked is read once,
into a function for each field, and then run over every type: six times as fast as executing field by field.
Nothing can fail on the way, since the document is valid and the schema at hand.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
)
from graphql.execution.values import VariableValues, get_argument_values

from compiler.selection import Asked, Fields, Selection

Told = Callable[[Any], object]
"""Gives a value of an answer for whatever graphql-core describes a type, a field or an argument by."""

ROOTS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


class Reflection:
    """Tells of one schema what one operation asks."""

    def __init__(self, schema: GraphQLSchema, selection: Selection, values: VariableValues) -> None:
        self._info = cast("GraphQLResolveInfo[None]", SimpleNamespace(schema=schema))
        self._selection = selection
        self._values = values

    def answer(self, asked: Fields) -> dict[str, object]:
        """Answer those fields of the query type that ask about the schema; raises GraphQLError."""
        return {
            key: self._field(ROOTS[each.name], each)(None)
            for key, each in asked.items()
            if each.name in ROOTS
        }

    def _field(self, field: GraphQLField, asked: Asked) -> Told:
        resolve, info, complete = field.resolve, self._info, self._completed(field.type, asked)
        assert resolve is not None
        given = get_argument_values(field, asked.node, self._values)
        if given:
            return lambda source: complete(resolve(source, info, **given))
        return lambda source: complete(resolve(source, info))

    def _completed(self, kind: GraphQLOutputType, asked: Asked) -> Told:
        """Give how a field's value is told: as it is, as a code, as a list, as an object."""
        if isinstance(kind, GraphQLNonNull):
            return self._completed(kind.of_type, asked)
        if isinstance(kind, GraphQLList):
            inner = self._completed(kind.of_type, asked)
            return lambda values: None if values is None else [inner(each) for each in values]
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, asked)
        if isinstance(kind, GraphQLEnumType):
            return kind.serialize
        return lambda value: value

    def _object(self, kind: GraphQLObjectType, asked: Asked) -> Told:
        members = [
            (
                key,
                (lambda _: kind.name)
                if each.name == "__typename"
                else self._field(kind.fields[each.name], each),
            )
            for key, each in self._selection.of(kind.name, asked).items()
        ]
        return lambda source: None if source is None else {key: tell(source) for key, tell in members}
