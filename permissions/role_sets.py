"""Role sets: named sets of grants, the default ones, and what a new one may hold."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from errors import BadRoleSet, Refusal, Refused, ScopeNotAllowed, UnknownPermission
from permissions.catalogue import PERMISSIONS
from permissions.permission import Permission, Scope
from permissions.templates import COLUMNS, DELEGATING, TABLE

GrantRow = tuple[str, str, bool, bool]
"""A grant as it arrives: the permission's code, the scope, to use, to delegate."""

GRANTS_MAX = sum(len(permission.scopes) for permission in PERMISSIONS.values())
"""More grants than this cannot all differ."""

_MARKS = {"·": None, "O": Scope.OWN, "D": Scope.DEPARTMENT, "F": Scope.FACILITY, "A": Scope.ANY}
_SHOWN = 60  # letters of an unknown code that a message repeats


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission at a scope, to use or to hand out: one may hand out what one does not use."""

    permission: Permission
    scope: Scope
    use: bool = True
    delegate: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A role set that every facility finds ready; nobody changes it."""

    code: str
    title: str
    description: str
    grants: frozenset[Grant]


def digest_of(grants: Iterable[Grant]) -> str:
    """Give SHA-256, in hex, of the sorted grants, a line each: code, scope, use and delegate as 0 or 1."""
    lines = sorted(
        f"{grant.permission} {grant.scope} {grant.use:d} {grant.delegate:d}\n" for grant in set(grants)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def checked_grants(rows: Iterable[GrantRow]) -> frozenset[Grant]:
    """Read the grants of a role set; raises Refused with everything that is wrong with them."""
    given = tuple(rows)
    if problems := tuple(_problems(given)):
        raise Refused(problems)
    return frozenset(
        Grant(PERMISSIONS[code], Scope(scope), use, delegate) for code, scope, use, delegate in given
    )


def _problems(rows: tuple[GrantRow, ...]) -> Iterator[Refusal]:
    if not rows:
        yield BadRoleSet("рольовий набір не має прав", "the role set has no grants")
        return
    if len(rows) > GRANTS_MAX:
        yield BadRoleSet(
            f"у рольовому наборі не більше як {GRANTS_MAX} прав",
            f"a role set has at most {GRANTS_MAX} grants",
        )
        return
    times = Counter((code, scope) for code, scope, _, _ in rows)
    for (code, scope), count in times.items():
        yield from _problems_of(code, scope, count)
    for code, scope, use, delegate in rows:
        if not (use or delegate):
            yield BadRoleSet(
                f"право «{code[:_SHOWN]}» не дозволено ні вживати, ні надавати",
                f'the grant of "{code[:_SHOWN]}" is neither to use nor to delegate',
                evidence={"permission": code[:_SHOWN], "scope": scope[:_SHOWN]},
            )


def _problems_of(code: str, scope: str, count: int) -> Iterator[Refusal]:
    evidence = {"permission": code[:_SHOWN], "scope": scope[:_SHOWN]}
    if count > 1:
        yield BadRoleSet(
            f"право «{code[:_SHOWN]}» в обсязі «{scope[:_SHOWN]}» названо кілька разів",
            f'the grant of "{code[:_SHOWN]}" at "{scope[:_SHOWN]}" is named several times',
            evidence=evidence,
        )
    permission = PERMISSIONS.get(code)
    if permission is None:
        yield UnknownPermission(
            f"права «{code[:_SHOWN]}» немає", f'there is no permission "{code[:_SHOWN]}"', evidence=evidence
        )
    elif scope not in permission.scopes:
        yield ScopeNotAllowed(
            f"право «{code}» не надають в обсязі «{scope[:_SHOWN]}»",
            f'the permission "{code}" is not granted at "{scope[:_SHOWN]}"',
            evidence=evidence | {"grantableAt": list(permission.scopes)},
        )


def _templates() -> Iterator[Template]:
    heads, *lines = (line.split() for line in TABLE.strip().splitlines())
    for head, code, title, description in COLUMNS:
        place = heads.index(head) + 1
        marks = ((PERMISSIONS[line[0]], _MARKS[line[place]]) for line in lines)
        delegate = code in DELEGATING
        grants = (
            Grant(permission, scope, delegate=delegate) for permission, scope in marks if scope is not None
        )
        yield Template(code, title, description, frozenset(grants))


TEMPLATES: Mapping[str, Template] = MappingProxyType({each.code: each for each in _templates()})
"""The default role sets by code."""
