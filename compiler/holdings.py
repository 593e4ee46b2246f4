"""What the caller holds, as JSON that a statement can join with role sets and assignments."""

from collections.abc import Iterable
from uuid import UUID

import orjson

from compiler.ids import encode_id
from permissions.access import Access, Holding, PrincipalKind
from permissions.permission import Permission


def me(access: Access) -> str:
    """Give an opaque id of whoever asks."""
    principal = access.principal
    key = principal.person_id or principal.client_id or UUID(int=0)
    return encode_id(principal.kind.value.capitalize(), key)


def told(access: Access) -> str:
    """Give a JSON array: for each permission and scope held, until when, and through which assignments."""
    grouped: dict[tuple[Permission, str], list[Holding]] = {}
    for holding in access.holdings:
        grouped.setdefault((holding.permission, holding.scope), []).append(holding)
    rows = [_row(permission, scope, held) for (permission, scope), held in grouped.items()]
    if access.principal.kind in (PrincipalKind.EXPLORER, PrincipalKind.ANONYMOUS):
        rows = [_row(permission, "ANY", ()) for permission in access.held]
    return orjson.dumps(sorted(rows, key=lambda row: (str(row["permission"]), str(row["scope"])))).decode()


def _row(permission: Permission, scope: str, held: Iterable[Holding]) -> dict[str, object]:
    sources = list(held)
    ends = [each.valid_to for each in sources]
    return {
        "permission": permission.code,
        "scope": scope,
        "valid_to": None if None in ends else max(filter(None, ends), default=None),
        "sources": [
            {
                "role_set_id": each.role_set_id,
                "version_id": each.role_set_version_id,
                "assignment_id": each.assignment_id,
                "valid_to": each.valid_to,
            }
            for each in sources
        ],
    }
