"""Permissions in the graph: the catalogue, as everyone may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from schema.declare import field, values

if TYPE_CHECKING:
    from schema.enums import PermissionScope

_SCOPES = (
    "(SELECT concat('[', string_agg('\"' || s.scope || '\"', ','"
    " ORDER BY array_position(ARRAY['OWN', 'DEPARTMENT', 'FACILITY', 'ANY'], s.scope::text)), ']')"
    " FROM permission_scope s WHERE s.permission = {row}.code)"
)


@values("Право: читати групу полів або виконати дію", models.Permission)
class Permission:
    """A permission."""

    code: str = field(None, "Код «об’єкт[.група]:дія»")
    title: str = field(None, "Назва")
    scopes: list[PermissionScope] = field(None, "На які межі його можна надати, від найвужчої", sql=_SCOPES)
    requires_signature: bool = field(None, "Чи підписують дію КЕП", sql="{row}.signed")
