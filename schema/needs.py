"""What each coordinate of the graph needs, read off the frozen catalogue.

One place for all who tell it: the SDL's `@requires`, the policy, and the schema that a caller sees. The
planner asks the same catalogue by itself, and a test holds the two together. A type that belongs to exactly
one group of fields (`EmployeeIdentity`) inherits the group's permission; one that many things share
(`Address`) needs nothing of its own, since whatever holds it is guarded.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from compiler.catalogue import Catalogue, Field, One, Pages, Part, Root, Scalar, Several, Type
from permissions.permission import Permission
from schema.declare import FieldOf
from schema.freeze import fields_of
from schema.reading import declaration_of, name_of


@dataclass(frozen=True, slots=True)
class Need:
    """All `permissions` are needed; in place of the first, `peek` is enough to see it under a mask."""

    permissions: tuple[Permission, ...] = ()
    peek: Permission | None = None
    mask: str | None = None

    def is_met(self, held: Collection[Permission]) -> bool:
        """Tell whether somebody who holds these permissions somewhere may ask for the coordinate."""
        missing = [each for each in self.permissions if each not in held]
        return not missing or (missing == [self.permissions[0]] and self.peek in held)


FREE = Need()
Needs = Mapping[str, Need]
"""By coordinate: `Type.field`, `Query.field`, `TypeFilter.key`, `TypeOrder.CODE_ASC`."""


def needs_of(catalogue: Catalogue, types: Iterable[type]) -> Needs:
    """Give what every coordinate needs; `types` are the declared ones, which name the masks."""
    groups = _Groups(catalogue, dict(_masks(types)))
    groups.gather()
    needs = {f"Query.{name}": groups.of_relation(root, FREE) for name, root in catalogue.roots.items()}
    for name, act in catalogue.acts.items():
        needs[f"Mutation.{name}"] = needs[f"Prepare.{name}"] = Need((act.permission,))
    for kind in catalogue.types.values():
        group = groups.of_type(kind.name)
        for name, each in kind.fields.items():
            needs[f"{kind.name}.{name}"] = groups.of_field(f"{kind.name}.{name}", each, group)
        needs |= dict(_of_arguments(kind))
    for act in catalogue.acts.values():
        for coordinate in (f"{act.type}.{name}" for name in catalogue.types[act.type].fields):
            needs[coordinate] = Need(_all(act.permission, *needs[coordinate].permissions))
    return needs


def _masks(types: Iterable[type]) -> Iterator[tuple[str, str]]:
    for cls in types:
        for each in fields_of(cls):
            declared = declaration_of(each)
            if isinstance(declared, FieldOf) and declared.mask is not None:
                yield f"{cls.__name__}.{name_of(each)}", declared.mask.value


def _of_arguments(kind: Type) -> Iterator[tuple[str, Need]]:
    for name, key in (kind.filters or {}).items():
        yield f"{kind.name}Filter.{name}", Need(_all(*key.permissions))
    for name, order in (kind.orders or {}).items():
        for way in ("ASC", "DESC"):
            yield f"{kind.name}Order.{name}_{way}", Need(_all(*order.permissions))


def _all(*permissions: Permission) -> tuple[Permission, ...]:
    return tuple(dict.fromkeys(permissions))


@dataclass(slots=True)
class _Groups:
    """The groups through which each type without rows of its own is reached; FREE stands for an open way."""

    catalogue: Catalogue
    masks: Mapping[str, str]
    found: dict[str, set[Need]] = field(default_factory=dict)

    def gather(self) -> None:
        """Follow all fields from the roots and the entities down to the last value."""
        for root in self.catalogue.roots.values():
            self.enter(root, FREE)
        for entity in self.catalogue.entities:
            for each in entity.fields.values():
                self.enter(each, FREE)

    def enter(self, reached: Field | Root, group: Need) -> None:
        """Note by which group a field leads to its type, and go on from there."""
        kind = self.value(reached)
        if kind is None:
            return
        inner = _group(reached) or group
        if inner not in self.found.setdefault(kind.name, set()):
            self.found[kind.name].add(inner)
            for each in kind.fields.values():
                self.enter(each, inner)

    def value(self, reached: Field | Root) -> Type | None:
        """Give the type that a field leads to, if it has no rows of its own."""
        kind = self.target(reached)
        return None if kind is None or kind.is_entity else kind

    def target(self, reached: Field | Root) -> Type | None:
        """Give the type that a field leads to; none for scalars and for objects of any entity."""
        name = reached.entity if isinstance(reached, Pages) else getattr(reached, "type", "")
        return self.catalogue.types.get(name)

    def of_type(self, name: str) -> Need:
        """Give the one group that a type belongs to, or FREE."""
        ways = self.found.get(name, set())
        return next(iter(ways)) if len(ways) == 1 else FREE

    def of_field(self, coordinate: str, each: Field, group: Need) -> Need:
        """Give what a field needs in a type that belongs to a group."""
        if isinstance(each, Scalar):
            # peeking shows masks, and what may not be null
            is_shown = each.mask is not None or not each.nullable
            peek = group.peek if is_shown else None
            mask = self.masks.get(coordinate) if peek else None
            return Need(_all(*group.permissions, *each.permissions), peek, mask)
        if isinstance(each, Part | One | Several | Pages):
            return self.of_relation(each, group)
        return FREE

    def of_relation(self, reached: Field | Root, group: Need) -> Need:
        """Give what an object or a list needs, with the rows that it leads to."""
        own = _group(reached) or group
        permissions = _all(*own.permissions, *group.permissions)
        target = self.target(reached)
        if target is None or target.base is not None:
            through = reached.through if isinstance(reached, Pages) else ()
            return Need(_all(*permissions, *([target.base] if target and target.base else []), *through))
        masked = [name for name, each in target.fields.items() if isinstance(each, Scalar) and each.mask]
        is_masked = bool(masked) or any(self.of_field("", each, own).peek for each in target.fields.values())
        if own.peek is None or not is_masked:
            return Need(permissions)
        # a type that many share cannot tell the mask by itself
        is_shared = self.of_type(target.name) is FREE
        mask = self.masks.get(f"{target.name}.{masked[0]}") if is_shared and masked else None
        return Need(permissions, own.peek, mask)


def _group(reached: Field | Root) -> Need | None:
    """Give what guards the fields of the object that a field leads to; none when its holder's guard does."""
    permission: Permission | None = getattr(reached, "permission", None)
    return None if permission is None else Need((permission,), getattr(reached, "peek", None))
