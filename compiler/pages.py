"""The arguments of a connection become a window: an order, a size, and where the page begins or ends."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compiler.catalogue import Kind, Type
from compiler.cursors import decode_cursor, digest_of
from compiler.filters import Gate
from compiler.given import Given
from compiler.limits import LIMITS, too_complex
from compiler.tree import All, AnyOf, Call, Condition, Ordering, Parameter, Test, Window
from errors import PageSize

PAGE_SIZE_MAX = 1000
PAGE_SIZE_TOP = 50
PAGE_SIZE_NESTED = 20

_BY_ID = Ordering("ID", "{row}.id", Kind.UUID, nullable=False, descending=False)


@dataclass(frozen=True, slots=True)
class Pager:
    """Plans the window of one connection."""

    type: Type
    gate: Gate
    default: int

    def window(self, present: Mapping[str, Given]) -> Window:
        """Decide the window from `first`, `after`, `last`, `before`, `orderBy`, as far as they are given."""
        if "first" in present and "last" in present:
            raise PageSize("вкажіть або first, або last", "give either first or last")
        order = self._order(present.get("orderBy"))
        digest = digest_of(self.type.name, order)
        bounds = tuple(
            _beyond(order, digest, present[name], before=name == "before")
            for name in ("after", "before")
            if name in present
        )
        return Window(
            order=order,
            digest=digest,
            size=self._size(present),
            backward="last" in present,
            bounds=bounds,
            has_before="before" in present,
            has_after="after" in present,
        )

    def _size(self, present: Mapping[str, Given]) -> Parameter:
        name = "last" if "last" in present else "first"
        given = present.get(name)
        if given is None:
            default = self.default
            return Parameter(lambda _: default, "int8")
        get = given.get
        return Parameter(lambda call: _checked_size(name, get(call.variables)), "int8")

    def _order(self, given: Given | None) -> tuple[Ordering, ...]:
        items = given.items() if given is not None else []
        if len(items) > LIMITS.order_keys:
            raise too_complex("order_keys", LIMITS.order_keys, len(items))
        keys = [self._key(str(item.code())) for item in items]
        descending = keys[-1].descending if keys else False
        return (*keys, replace(_BY_ID, descending=descending))

    def _key(self, code: str) -> Ordering:
        assert self.type.orders is not None
        name, _, direction = code.rpartition("_")
        key = self.type.orders[name]
        gate = self.gate(key, f"{self.type.name}Order.{code}")
        sql = f"CASE WHEN {gate} THEN {key.sql} END" if gate else key.sql
        return Ordering(name, sql, key.kind, key.nullable or bool(gate), descending=direction == "DESC")


def _checked_size(name: str, value: object) -> int:
    assert isinstance(value, int)
    if not 0 <= value <= PAGE_SIZE_MAX:
        raise PageSize(
            f"{name} має бути від 0 до {PAGE_SIZE_MAX}",
            f"{name} must be between 0 and {PAGE_SIZE_MAX}",
            evidence={"argument": name, "limit": PAGE_SIZE_MAX},
        )
    return value


def _beyond(order: tuple[Ordering, ...], digest: str, given: Given, *, before: bool) -> Condition:
    """The rows after the cursor's row, or before it."""
    get = given.get

    def value(place: int) -> Parameter:
        return Parameter(
            lambda call: decode_cursor(get(call.variables), digest, order)[place], order[place].kind.sql
        )

    values = [value(place) for place in range(len(order))]
    directions = {key.descending for key in order}
    if len(directions) == 1 and not any(key.nullable for key in order):
        return _row_comparison(order, values, less=order[0].descending != before)
    return _expanded(order, values, before=before)


def _row_comparison(order: tuple[Ordering, ...], values: list[Parameter], *, less: bool) -> Test:
    keys = ", ".join(key.sql for key in order)
    marks = ", ".join(f"{{{place}}}" for place in range(len(values)))
    return Test(f"({keys}) {'<' if less else '>'} ({marks})", tuple(values))


def _expanded(order: tuple[Ordering, ...], values: list[Parameter], *, before: bool) -> Condition:
    ways: list[Condition] = []
    for place, key in enumerate(order):
        same = [_same(order[at], values[at]) for at in range(place)]
        ways.append(All((*same, _past(key, values[place], before=before))))
    return AnyOf(tuple(ways))


def _same(key: Ordering, value: Parameter) -> Test:
    sign = "IS NOT DISTINCT FROM" if key.nullable else "="
    return Test(f"{key.sql} {sign} {{0}}", (value,))


def _past(key: Ordering, value: Parameter, *, before: bool) -> Condition:
    """Beyond the value in the key's direction; nulls come last both ways."""
    step = Test(f"{key.sql} {'<' if key.descending != before else '>'} {{0}}", (value,))
    if not key.nullable:
        return step
    if before:
        return AnyOf((step, Test(f"({{0}} IS NULL AND {key.sql} IS NOT NULL)", (value,))))
    return AnyOf((step, Test(f"({key.sql} IS NULL AND {{0}} IS NOT NULL)", (value,))))


def size_of(parameter: Parameter, call: Call) -> int:
    """Give the page size of a call."""
    size = parameter.get(call)
    assert isinstance(size, int)
    return size
