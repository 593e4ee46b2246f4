"""The fields that an operation asks of one concrete type, merged by response key.

Works on a validated document: fields under one key ask for the same thing, every fragment exists, and none
makes a circle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLBoolean,
    GraphQLNonNull,
    GraphQLSchema,
    SelectionNode,
    SelectionSetNode,
    is_abstract_type,
    is_object_type,
)

from compiler.given import Given, Sight

IF_PERMITTED = "ifPermitted"
"""The directive by which a field is left out where it would be refused."""


@dataclass(slots=True)
class Asked:
    """What one response key asks for: its fields, each with whether it may be left out."""

    nodes: list[FieldNode] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)

    @property
    def node(self) -> FieldNode:
        """The first field, which says what the others say too."""
        return self.nodes[0]

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def optional(self) -> bool:
        """Tell whether the key may be left out: every field under it is marked."""
        return all(self.marks)


Fields = dict[str, Asked]


class Selection:
    """Reads selection sets of one document with the variables in sight; or all of it, without `skips`."""

    def __init__(
        self, graph: GraphQLSchema, document: DocumentNode, sight: Sight, *, skips: bool = True
    ) -> None:
        self._graph = graph
        self._sight = sight
        self._skips = skips
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def of(self, type_name: str, asked: Asked) -> Fields:
        """Give what the selection sets of a key's fields ask of the type.

        Where a plain field and a marked one meet, what only the marked one asks for is marked itself.
        """
        found: Fields = {}
        spread: set[tuple[str, bool]] = set()
        whole = asked.optional
        for node, mark in zip(asked.nodes, asked.marks, strict=True):
            if node.selection_set is not None:
                self._collect(type_name, node.selection_set, found, spread, marked=mark and not whole)
        return found

    def of_set(self, type_name: str, chosen: SelectionSetNode) -> Fields:
        """Give what one selection set asks of the type."""
        found: Fields = {}
        self._collect(type_name, chosen, found, set(), marked=False)
        return found

    def _collect(
        self,
        type_name: str,
        chosen: SelectionSetNode,
        found: Fields,
        spread: set[tuple[str, bool]],
        *,
        marked: bool,
    ) -> None:
        for node in chosen.selections:
            if not self._included(node):
                continue
            mark = marked or any(each.name.value == IF_PERMITTED for each in node.directives or ())
            if isinstance(node, FieldNode):
                asked = found.setdefault((node.alias or node.name).value, Asked())
                asked.nodes.append(node)
                asked.marks.append(mark)
                continue
            fragment = self._fragment(node, spread, marked=mark)
            if fragment is not None and self._applies(fragment[0], type_name):
                self._collect(type_name, fragment[1], found, spread, marked=mark)

    def _fragment(
        self, node: SelectionNode, spread: set[tuple[str, bool]], *, marked: bool
    ) -> tuple[str | None, SelectionSetNode] | None:
        if isinstance(node, FragmentSpreadNode):
            # what was spread unmarked asks for all that a marked spread does
            if {(node.name.value, False), (node.name.value, marked)} & spread:
                return None
            spread.add((node.name.value, marked))
            definition = self._fragments[node.name.value]
            return definition.type_condition.name.value, definition.selection_set
        condition = getattr(node, "type_condition", None)
        inline: SelectionSetNode = node.selection_set  # type: ignore[attr-defined]  # an inline fragment is left
        return (condition.name.value if condition else None), inline

    def _applies(self, condition: str | None, type_name: str) -> bool:
        if condition is None or condition == type_name:
            return True
        wanted, have = self._graph.type_map[condition], self._graph.type_map[type_name]
        return is_abstract_type(wanted) and is_object_type(have) and self._graph.is_sub_type(wanted, have)

    def _included(self, node: SelectionNode) -> bool:
        if not self._skips:
            return True
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("skip", "include") and self._condition(directive) is (name == "skip"):
                return False
        return True

    def _condition(self, directive: DirectiveNode) -> bool:
        value = (directive.arguments or ())[0].value
        if isinstance(value, BooleanValueNode):
            return value.value
        return bool(Given.written(self._sight, value, GraphQLNonNull(GraphQLBoolean)).code())
