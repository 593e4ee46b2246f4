"""What a document asks, field by field and type by type, and what of it is refused or left out.

The document is written anew without fragments and directives, each object type by itself, so that whatever
hangs on a field hangs on one node. Permissions come from the declarations of the graph; whether they are held
anywhere comes from `rights.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)
from graphql.execution import get_argument_values, get_directive_values

from tests.compiler.reference.declared import base_of, filter_needs, needs_of, order_needs, peek_of
from tests.compiler.reference.masks import is_shown_masked
from tests.compiler.reference.rights import Rights

Found = list[tuple[FieldNode, bool]]
"""The nodes under one key, each with whether it stands under @ifPermitted."""

Need = tuple[str, str]
"""A coordinate and the permission that it wants and that is held nowhere."""


@dataclass
class Asked:
    """A document as one bearer may ask it."""

    schema: GraphQLSchema
    rights: Rights
    document: DocumentNode
    variables: Any  # graphql-core keeps the type of coerced variables to itself
    denials: dict[str, str] = field(default_factory=dict)
    omitted: set[tuple[str, str, str]] = field(default_factory=set)
    siblings: dict[int, list[FieldNode]] = field(default_factory=dict)

    def written_out(self) -> DocumentNode:
        """Give the document with what is left of it; the denials are known afterwards."""
        operations = [each for each in self.document.definitions if isinstance(each, OperationDefinitionNode)]
        (operation,) = operations
        chosen = self._object("Query", [(operation.selection_set, False)], (), masked=False)
        plain = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=chosen,
        )
        return DocumentNode(definitions=(plain,))

    # Selections

    def _collected(self, kind: str, sets: Iterable[tuple[SelectionSetNode, bool]]) -> dict[str, Found]:
        found: dict[str, Found] = {}
        spread: set[tuple[str, bool]] = set()
        for chosen, marked in sets:
            for key, node, is_marked in self._fields(kind, chosen, marked, spread):
                found.setdefault(key, []).append((node, is_marked))
        return found

    def _fields(
        self,
        kind: str,
        chosen: SelectionSetNode,
        marked: bool,
        spread: set[tuple[str, bool]],
    ) -> Iterator[tuple[str, FieldNode, bool]]:
        for node in chosen.selections:
            if not self._is_included(node):
                continue
            here = marked or any(each.name.value == "ifPermitted" for each in node.directives or ())
            if isinstance(node, FieldNode):
                yield (node.alias or node.name).value, node, here
            elif isinstance(node, InlineFragmentNode):
                if self._applies(node.type_condition, kind):
                    yield from self._fields(kind, node.selection_set, here, spread)
            elif isinstance(node, FragmentSpreadNode) and (node.name.value, here) not in spread:
                spread.add((node.name.value, here))
                definition = self._fragment(node.name.value)
                if self._applies(definition.type_condition, kind):
                    yield from self._fields(kind, definition.selection_set, here, spread)

    def _fragment(self, name: str) -> FragmentDefinitionNode:
        return next(
            each
            for each in self.document.definitions
            if isinstance(each, FragmentDefinitionNode) and each.name.value == name
        )

    def _applies(self, condition: NamedTypeNode | None, kind: str) -> bool:
        if condition is None or condition.name.value == kind:
            return True
        wanted, have = self.schema.type_map[condition.name.value], self.schema.type_map[kind]
        assert isinstance(have, GraphQLObjectType)
        return is_abstract_type(wanted) and self.schema.is_sub_type(wanted, have)

    def _is_included(self, node: Any) -> bool:
        skipped = get_directive_values(GraphQLSkipDirective, node, self.variables)
        included = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skipped and skipped["if"]) and (included is None or included["if"])

    # Objects and their fields

    def _object(
        self, kind: str, sets: Iterable[tuple[SelectionSetNode, bool]], path: tuple[str, ...], *, masked: bool
    ) -> SelectionSetNode:
        """Write out what is asked of one object type."""
        kept: list[FieldNode] = []
        for key, found in self._collected(kind, sets).items():
            kept += self._key(kind, key, found, path, masked=masked)
        for node in kept:
            self.siblings[id(node)] = kept
        return SelectionSetNode(selections=tuple(kept))

    def _key(
        self, kind: str, key: str, found: Found, path: tuple[str, ...], *, masked: bool
    ) -> Iterator[FieldNode]:
        """Write out one key: as it is when it is plain, only if it is permitted when it is marked."""
        here = (*path, key)
        if not all(is_marked for _, is_marked in found):
            yield self._field(kind, key, found, here, masked=masked)
            return
        trial = Asked(self.schema, self.rights, self.document, self.variables)
        node = trial._field(kind, key, [(node, False) for node, _ in found], here, masked=masked)
        self.omitted |= trial.omitted | {(".".join(here), *need) for need in trial.denials.items()}
        if not trial.denials:
            self.siblings |= trial.siblings
            yield node

    def _field(self, kind: str, key: str, found: Found, path: tuple[str, ...], *, masked: bool) -> FieldNode:
        """Write out one field; what only a marked node adds to plain ones is marked."""
        node = found[0][0]
        name = node.name.value
        below = None
        if not name.startswith("__"):
            owner = self.schema.type_map[kind]
            assert isinstance(owner, GraphQLObjectType)
            declared = owner.fields[name]
            self._ask_for(kind, declared, name, masked=masked)
            if declared.args:
                self._ask_for_arguments(
                    get_named_type(declared.type).name,
                    get_argument_values(declared, node, self.variables),
                )
            target = get_named_type(declared.type)
            if is_composite_type(target):
                sets = [(each.selection_set, marked) for each, marked in found if each.selection_set]
                only_peeked = masked or self._is_only_peeked(kind, name)
                below = self._composite(target, sets, path, masked=only_peeked)
        return FieldNode(
            alias=NameNode(value=key),
            name=node.name,
            arguments=node.arguments,
            directives=(),
            selection_set=below,
        )

    def _composite(
        self, target: Any, sets: list[tuple[SelectionSetNode, bool]], path: tuple[str, ...], *, masked: bool
    ) -> SelectionSetNode:
        if not isinstance(target, GraphQLInterfaceType):
            return self._object(target.name, sets, path, masked=masked)
        return SelectionSetNode(
            selections=tuple(
                InlineFragmentNode(
                    type_condition=NamedTypeNode(name=NameNode(value=possible.name)),
                    directives=(),
                    selection_set=self._object(possible.name, sets, path, masked=masked),
                )
                for possible in self.schema.get_possible_types(target)
                if self.rights.held(str(base_of(possible.name)))
            )
        )

    # Permissions

    def _is_only_peeked(self, kind: str, name: str) -> bool:
        """Tell whether a group is held nowhere but may be peeked at somewhere."""
        peek = peek_of(kind, name)
        return (
            peek is not None
            and not all(map(self.rights.held, needs_of(kind, name)))
            and self.rights.held(peek)
        )

    def _ask_for(self, kind: str, declared: GraphQLField, name: str, *, masked: bool) -> None:
        if not masked:
            if not self._is_only_peeked(kind, name):
                self._need(f"{kind}.{name}", needs_of(kind, name))
        elif not is_shown_masked(kind, name, declared):
            self._deny(f"{kind}.{name}", self._guarding(kind))

    def _guarding(self, kind: str) -> str:
        if kind.startswith("Application"):
            return "facilityApplication:decide"
        is_contact = kind in ("EmployeePersonalContact", "Phone")
        return "employee.personalContact:read" if is_contact else "employee.identity:read"

    def _ask_for_arguments(self, target: str, values: Mapping[str, Any]) -> None:
        entity = target.removesuffix("Connection")
        if values.get("filter") is not None:
            self._ask_for_filter(entity, values["filter"])
        for code in values.get("orderBy") or ():
            self._need(f"{entity}Order.{code}", order_needs(entity, code))

    def _ask_for_filter(self, entity: str, conditions: Mapping[str, Any]) -> None:
        for name, wanted in conditions.items():
            if wanted is None:
                continue
            if name in ("and", "or", "not"):
                for each in [wanted] if name == "not" else wanted:
                    self._ask_for_filter(entity, each)
            else:
                self._need(f"{entity}.{name}", filter_needs(entity, name))

    def _need(self, coordinate: str, permissions: tuple[str, ...]) -> None:
        missing = [each for each in permissions if not self.rights.held(each)]
        if missing:
            self._deny(coordinate, missing[0])

    def _deny(self, coordinate: str, permission: str) -> None:
        self.denials.setdefault(coordinate, permission)
