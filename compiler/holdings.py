"""What the caller holds, as JSON that a statement can join with role sets and assignments."""

from collections.abc import Sequence
from uuid import UUID

import orjson

from compiler.ids import encode_id
from permissions.access import Access, Holding
from permissions.permission import Scope

SOURCES_MAX = 50
"""So many sources of a permission are told: a client may be connected under a version for each facility."""

_TOLD = "holdings"


def me(access: Access) -> str:
    """Give an opaque id of whoever asks."""
    principal = access.principal
    key = principal.owner_id or UUID(int=0)
    return encode_id(principal.kind.value.capitalize(), key)


def key_of_caller(access: Access) -> UUID:
    """Give the id of the person, or of the client, who asks; zeros for whoever is neither."""
    return access.principal.person_id or access.principal.client_id or UUID(int=0)


def told(access: Access) -> str:
    """Give a JSON array: for each permission and scope held, until when, and through which assignments."""
    if _TOLD not in access.derived:
        access.derived[_TOLD] = orjson.dumps(_rows(access)).decode()
    return access.derived[_TOLD]


def _rows(access: Access) -> list[dict[str, object]]:
    held: dict[tuple[str, str], list[Holding]] = {}
    for holding in access.holdings:
        for grant in holding.grants:
            held.setdefault((grant.permission.code, grant.scope), []).append(holding)
    for permission, region in access.held.items():
        if region.anywhere:
            held.setdefault((permission.code, Scope.ANY), [])  # as everyone holds some, without a source
    return [_row(permission, scope, held[permission, scope]) for permission, scope in sorted(held)]


def _row(permission: str, scope: str, holdings: Sequence[Holding]) -> dict[str, object]:
    ends = [each.valid_to for each in holdings]
    return {
        "permission": permission,
        "scope": scope,
        "valid_to": None if None in ends else max(filter(None, ends), default=None),
        "sources": [
            {
                "role_set_id": each.role_set_id,
                "version_id": each.role_set_version_id,
                "assignment_id": each.assignment_id,
                "valid_to": each.valid_to,
            }
            for each in holdings[:SOURCES_MAX]
        ],
    }
