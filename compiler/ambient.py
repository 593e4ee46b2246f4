"""Values that a call brings with it and that any SQL template may name in braces.

Of the call: `{today}`, `{now}`, `{request}` (its id). Of the caller: `{person}`, `{client}`, `{applicant}`,
`{reader}` (the person or the client), `{session}`, `{me}` (an id), `{principal}` (the kind), `{homes}`
(facilities), `{roles}` (role sets), `{holdings}` (JSON), `{principals}` and `{epoch}` (for the guard). Of the
caller's region 0: `{r0.facility}`, `{r0.facilities}`; `{r0.home3}`, `{r0.from3}`, `{r0.to3}` (one subtree);
`{r0.homes}`, `{r0.froms}`, `{r0.tos}` (all of them); `{r0.limits}` (the facilities that own rows are limited
to). Of a signed act: `{outcome.department}` (the id of what its payload shows there, null for what it left
out), `{outcomes.employees}` (of a list), `{outcome.replayed}`.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from uuid import UUID

from compiler.holdings import key_of_caller, me, told
from compiler.tree import Call, Parameter
from permissions.region import Region, Subtree

BEYOND = "~"
"""Greater than every character of a path, so that a path followed by it ends the path's subtree."""


@lru_cache(maxsize=1024)
def _in_order(keys: frozenset[UUID]) -> list[UUID]:
    """Sort ids once for all calls of a caller: a vendor's program has thousands."""
    return sorted(keys)


@lru_cache(maxsize=1024)
def _from_above(subtrees: frozenset[Subtree]) -> list[Subtree]:
    return sorted(subtrees)


_CALL: Mapping[str, tuple[str, Callable[[Call], object]]] = {
    "today": ("date", lambda call: call.today),
    "now": ("timestamptz", lambda call: call.now),
    "request": ("text", lambda call: call.request_id),
    "reader": ("uuid", lambda call: key_of_caller(call.access)),
    "client": ("uuid", lambda call: call.access.principal.client_id),
    "applicant": ("uuid", lambda call: call.access.principal.applicant_id),
    "person": ("uuid", lambda call: call.access.principal.person_id),
    "session": ("uuid", lambda call: call.access.session_id),
    "principal": ("text", lambda call: str(call.access.principal.kind)),
    "principals": ("uuid[]", lambda call: list(call.access.epoch.principals) if call.access.epoch else []),
    "epoch": ("int8", lambda call: call.access.epoch.sum if call.access.epoch else 0),
    "homes": ("uuid[]", lambda call: _in_order(call.access.facilities)),
    "me": ("text", lambda call: me(call.access)),
    "roles": ("uuid[]", lambda call: sorted({each.role_set_id for each in call.access.holdings})),
    "holdings": ("text", lambda call: told(call.access)),
}
_REGION: Mapping[str, tuple[str, Callable[[Region], object]]] = {
    "facility": ("uuid", lambda region: min(region.facilities)),
    "facilities": ("uuid[]", lambda region: _in_order(region.facilities)),
    "limits": ("uuid[]", lambda region: _in_order(region.own_within)),
    "homes": ("uuid[]", lambda region: [home for home, _ in _from_above(region.subtrees)]),
    "froms": ("text[]", lambda region: [path for _, path in _from_above(region.subtrees)]),
    "tos": ("text[]", lambda region: [path + BEYOND for _, path in _from_above(region.subtrees)]),
}
_SUBTREE: Mapping[str, tuple[str, Callable[[Subtree], object]]] = {
    "home": ("uuid", lambda subtree: subtree[0]),
    "from": ("text", lambda subtree: subtree[1]),
    "to": ("text", lambda subtree: subtree[1] + BEYOND),
}
_NAME = re.compile(r"r(\d+)\.([a-z]+)(\d*)")
_OUTCOME, _OUTCOMES = "outcome.", "outcomes."
REPLAYED = "replayed"


@cache
def ambient(name: str) -> Parameter:
    """Give the parameter of a name, always the same one."""
    found = _NAME.fullmatch(name)
    if name.startswith(_OUTCOME):
        return _of_outcome(name.removeprefix(_OUTCOME))
    if name.startswith(_OUTCOMES):
        several = name.removeprefix(_OUTCOMES)
        return Parameter(lambda call: call.outcome.get(several), "uuid[]")
    if found is None:
        kind, get = _CALL[name]
        return Parameter(get, kind)
    place, what, number = int(found[1]), found[2], found[3]
    return _of_subtree(place, what, int(number)) if number else _of_region(place, what)


def _of_outcome(name: str) -> Parameter:
    return Parameter(lambda call: call.outcome.get(name), "bool" if name == REPLAYED else "uuid")


def _of_region(place: int, what: str) -> Parameter:
    kind, get = _REGION[what]
    return Parameter(lambda call: get(call.access.regions[place]), kind)


def _of_subtree(place: int, what: str, number: int) -> Parameter:
    """Give a value of one subtree; the last stands for all that pad the list."""
    kind, get = _SUBTREE[what]

    def value(call: Call) -> object:
        subtrees = _from_above(call.access.regions[place].subtrees)
        return get(subtrees[min(number, len(subtrees) - 1)])

    return Parameter(value, kind)
