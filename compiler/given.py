"""Arguments as the planner sees them: known in shape, unknown in value.

A plan serves every call whose variables look the same where the planner looked. So each look at a variable
(is it null, which keys has it, which enumeration value) is recorded as a guard; what is only bound as a
parameter is never looked at. An explicit null means the same as leaving the argument out.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    value_from_ast,
)

from compiler.tree import Variables
from errors import ValidationFailed

Getter = Callable[[Variables], object]
Look = Callable[[object], Hashable]


@dataclass(frozen=True, slots=True)
class Guard:
    """A look at the variables, and what was seen."""

    get: Getter
    look: Look
    seen: Hashable

    def holds(self, variables: Variables) -> bool:
        """Tell whether these variables look the same here."""
        return self.look(self.get(variables)) == self.seen


class Sight:
    """The variables of the call that is planned for, and the guards recorded so far."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.guards: list[Guard] = []

    def look(self, get: Getter, look: Look) -> Hashable:
        """Look at the variables and record what was seen."""
        seen = look(get(self.variables))
        self.guards.append(Guard(get, look, seen))
        return seen


def _is_null(value: object) -> Hashable:
    return value is None


def _keys(value: object) -> Hashable:
    return tuple(key for key, item in value.items() if item is not None) if isinstance(value, Mapping) else ()


def _length(value: object) -> Hashable:
    return len(value) if isinstance(value, list) else 1


def code_of(value: object) -> object:
    """Give the code behind an enumeration's value, anything else as it is."""
    return value.value if isinstance(value, Enum) else value


def _code(value: object) -> Hashable:
    code = code_of(value)
    assert isinstance(code, str | bool | None)
    return code


def _bare(kind: GraphQLInputType) -> GraphQLInputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


@dataclass(frozen=True, slots=True)
class Given:
    """A value written in the document, or found in a variable when the plan is bound."""

    sight: Sight
    type: GraphQLInputType
    node: ValueNode | None
    variable: Getter | None

    @classmethod
    def written(cls, sight: Sight, node: ValueNode, type_: GraphQLInputType) -> "Given":
        """Take a value from the document; a variable in it is looked up at binding."""
        bare = _bare(type_)
        if not isinstance(node, VariableNode):
            return cls(sight, bare, node, None)
        name = node.name.value
        given = cls(sight, bare, None, lambda variables: variables.get(name))
        if isinstance(type_, GraphQLNonNull) and given.is_null():
            # a variable with a default may stand here, and still be given null
            raise ValidationFailed(
                f"змінна «${name}» не може бути порожньою", f"variable '${name}' must not be null"
            )
        return given

    @property
    def get(self) -> Getter:
        """How the coerced value is found when the plan is bound."""
        if self.variable is not None:
            return self.variable
        assert self.node is not None
        if isinstance(self.node, ListValueNode) and isinstance(self.type, GraphQLList):
            items = [item.get for item in self.items()]
            return lambda variables: [get(variables) for get in items]
        constant = value_from_ast(self.node, self.type)
        return lambda _: constant

    def is_null(self) -> bool:
        """Tell whether there is no value."""
        if self.variable is not None:
            return bool(self.sight.look(self.variable, _is_null))
        return isinstance(self.node, NullValueNode)

    def code(self) -> object:
        """Give the value of an enumeration or a boolean, which the plan may depend on."""
        if self.variable is not None:
            return self.sight.look(self.variable, _code)
        return _code(self.get(self.sight.variables))

    def fields(self) -> dict[str, "Given"]:
        """Give the fields of an input object that hold a value, in the order of their definition."""
        assert isinstance(self.type, GraphQLInputObjectType)
        found = self._seen_fields() if self.variable is not None else self._written_fields()
        return {name: found[name] for name in self.type.fields if name in found}

    def _written_fields(self) -> dict[str, "Given"]:
        assert isinstance(self.node, ObjectValueNode)
        assert isinstance(self.type, GraphQLInputObjectType)
        kinds = self.type.fields
        found = {
            each.name.value: Given.written(self.sight, each.value, kinds[each.name.value].type)
            for each in self.node.fields or ()
        }
        return {name: given for name, given in found.items() if not given.is_null()}

    def _seen_fields(self) -> dict[str, "Given"]:
        assert isinstance(self.type, GraphQLInputObjectType)
        assert self.variable is not None
        keys = self.sight.look(self.variable, _keys)
        assert isinstance(keys, tuple)
        return {name: self._under(name, self.type.fields[name].type) for name in keys}

    def _under(self, key: str | int, type_: GraphQLInputType) -> "Given":
        whole = self.variable
        assert whole is not None

        def part(variables: Variables) -> object:
            value = whole(variables)
            if isinstance(value, Mapping):
                return value.get(key)
            return value[key] if isinstance(value, list) and isinstance(key, int) else value

        return Given(self.sight, _bare(type_), None, part)

    def items(self) -> list["Given"]:
        """Give the items of a list; a single value counts as a list of one."""
        assert isinstance(self.type, GraphQLList)
        of = self.type.of_type
        if self.variable is not None:
            length = self.sight.look(self.variable, _length)
            assert isinstance(length, int)
            return [self._under(place, of) for place in range(length)]
        if isinstance(self.node, ListValueNode):
            return [Given.written(self.sight, item, of) for item in self.node.values or ()]
        assert self.node is not None
        return [Given.written(self.sight, self.node, of)]
