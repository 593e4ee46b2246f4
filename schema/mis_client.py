"""Vendors' systems in the graph, and the facilities that let them in.

Whoever may see any client sees all of them, as one chooses from a list; the connections are a facility's own.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import FACILITY, MIS_CLIENT
from schema.declare import Footing, Node, connection, entity, field, one, reference

if TYPE_CHECKING:
    from schema.enums import MisClientStatus, MisConnectionStatus
    from schema.facility import Facility
    from schema.relay import Connection
    from schema.role_set import RoleSetVersion


@entity(
    models.MisClient,
    MIS_CLIENT.read,
    "Клієнт МІС: інформаційна система постачальника",
    footing=Footing(facility="NULL::uuid", path=None, own="{row}.id = {client}", everyones="TRUE"),
)
class MisClient(Node):
    """A vendor's information system."""

    name: str = field(MIS_CLIENT.read, "Назва", filter=True, order=True)
    edrpou: str = field(MIS_CLIENT.read, "Код ЄДРПОУ постачальника", filter=True, order=True)
    email: str | None = field(MIS_CLIENT.read, "Електронна пошта постачальника")
    status: MisClientStatus = field(MIS_CLIENT.read, "Стан", filter=True, order=True)

    connections: Connection[MisConnection] = connection(
        MIS_CLIENT.read, "Заклади, до яких його під’єднано", by="client_id"
    )


@entity(
    models.MisConnection,
    MIS_CLIENT.read,
    "Під’єднання клієнта МІС до закладу",
    footing=Footing(path=None, own="{row}.client_id = {client}"),
)
class MisConnection(Node):
    """A facility lets a client in."""

    status: MisConnectionStatus = field(MIS_CLIENT.read, "Стан", filter=True, order=True)
    starts_on: dt.date = field(MIS_CLIENT.read, "З якого дня", filter=True, order=True)
    ends_on: dt.date | None = field(MIS_CLIENT.read, "До якого дня включно", filter=True, order=True)
    is_in_force: bool = field(
        MIS_CLIENT.read,
        "Чи діє сьогодні (за Києвом)",
        sql="({row}.status = 'ACTIVE' AND {row}.starts_on <= {today}"
        " AND coalesce({row}.ends_on >= {today}, TRUE))",
        filter=True,
    )

    client: MisClient | None = reference(MIS_CLIENT.read, "Клієнт", via="client_id", filter=True)
    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id", filter=True)
    ceiling: RoleSetVersion = one(
        MIS_CLIENT.read,
        "Межа прав: понад неї через клієнта не робиться нічого",
        table="role_set_version",
        on="{row}.id = {parent}.version_id",
    )
