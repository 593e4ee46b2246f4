"""Stand-ins for the variables of a document that is only looked at: valid, and asking for little."""

from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    is_input_type,
    is_required_input_field,
    type_from_ast,
    value_from_ast,
)

from compiler.ids import encode_id

_ID = encode_id("Facility", UUID(int=0))
_SCALARS: dict[str, object] = {"ID": _ID, "Int": 0, "Float": 0.0, "Boolean": True}


def stand_ins(graph: GraphQLSchema, operation: OperationDefinitionNode) -> dict[str, object]:
    """Give a value for each variable that needs one, the default where there is one."""
    found: dict[str, object] = {}
    for each in operation.variable_definitions or ():
        kind = type_from_ast(graph, each.type)
        assert is_input_type(kind)
        if each.default_value is not None:
            found[each.variable.name.value] = value_from_ast(each.default_value, kind)
        elif isinstance(kind, GraphQLNonNull):
            found[each.variable.name.value] = _stand_in(kind.of_type)
    return found


def _stand_in(kind: GraphQLInputType) -> object:
    if isinstance(kind, GraphQLNonNull):
        return _stand_in(kind.of_type)
    if isinstance(kind, GraphQLList):
        return []
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: _stand_in(field.type)
            for name, field in kind.fields.items()
            if is_required_input_field(field)
        }
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values.values())).value
    return _SCALARS.get(kind.name, "")
