"""The fields that an operation asks of one concrete type, merged by response key.

Works on a validated document: fields under one key ask for the same thing, every fragment exists, and none
makes a circle.
"""

from collections.abc import Iterable, Mapping

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

Fields = dict[str, list[FieldNode]]


class Selection:
    """Reads selection sets of one document with the variables in sight."""

    def __init__(self, graph: GraphQLSchema, document: DocumentNode, sight: Sight) -> None:
        self._graph = graph
        self._sight = sight
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def of(self, type_name: str, nodes: Iterable[FieldNode]) -> Fields:
        """Give what the fields' own selection sets ask of the type."""
        found: Fields = {}
        spread: set[str] = set()
        for node in nodes:
            if node.selection_set is not None:
                self._collect(type_name, node.selection_set, found, spread)
        return found

    def of_set(self, type_name: str, chosen: SelectionSetNode) -> Fields:
        """Give what one selection set asks of the type."""
        found: Fields = {}
        self._collect(type_name, chosen, found, set())
        return found

    def _collect(self, type_name: str, chosen: SelectionSetNode, found: Fields, spread: set[str]) -> None:
        for node in chosen.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault((node.alias or node.name).value, []).append(node)
                continue
            fragment = self._fragment(node, spread)
            if fragment is not None and self._applies(fragment[0], type_name):
                self._collect(type_name, fragment[1], found, spread)

    def _fragment(self, node: SelectionNode, spread: set[str]) -> tuple[str | None, SelectionSetNode] | None:
        if isinstance(node, FragmentSpreadNode):
            if node.name.value in spread:
                return None
            spread.add(node.name.value)
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
