"""The views of rights tell what became of each right that was given, whatever the day."""

import pytest

from tests.models.world import DAY, NOW, Row, World

STATES = [
    ({}, {}, {}, {}, "GIVEN"),
    ({"status": "SCHEDULED"}, {}, {}, {}, "GIVEN"),
    ({"status": "PENDING"}, {}, {}, {}, "PENDING"),
    ({"status": "SUSPENDED"}, {}, {}, {}, "SUSPENDED"),
    ({"status": "ENDED"}, {}, {}, {}, "ENDED"),
    ({"status": "CANCELLED"}, {}, {}, {}, "ENDED"),
    ({}, {"status": "DRAFT"}, {}, {}, "PENDING"),
    ({}, {"status": "PENDING"}, {}, {}, "PENDING"),
    ({}, {"status": "SUSPENDED"}, {}, {}, "SUSPENDED"),
    ({}, {"status": "DISMISSED"}, {}, {}, "ENDED"),
    ({}, {"status": "ENTERED_IN_ERROR"}, {}, {}, "ENDED"),
    ({}, {}, {"blocked_at": NOW}, {}, "SUSPENDED"),
    ({"status": "ENDED"}, {}, {"blocked_at": NOW}, {}, "ENDED"),
    ({"status": "PENDING"}, {"status": "SUSPENDED"}, {}, {}, "SUSPENDED"),
    ({}, {}, {}, {"status": "RETIRED"}, "ENDED"),
]


async def granted(world: World, version_id: object) -> Row:
    return await world.add("role_set_grant", version_id=version_id, can_delegate=True)


@pytest.mark.parametrize(("assignment", "employee", "person", "role_set", "state"), STATES)
async def test_a_right_stands_as_the_assignment_the_employee_the_person_and_the_role_set_do(
    world: World, assignment: Row, employee: Row, person: Row, role_set: Row, state: str
) -> None:
    given = await world.add("assignment_role_set")
    await granted(world, given["version_id"])
    carrier = await world.seen("assignment", {"id": given["assignment_id"]})
    holder = await world.seen("employee", {"id": carrier["employee_id"]})
    version = await world.seen("role_set_version", {"id": given["version_id"]})
    changes = [
        ("assignment", carrier["id"], assignment),
        ("employee", holder["id"], employee),
        ("person", holder["person_id"], person),
        ("role_set", version["role_set_id"], role_set),
    ]
    for table, row_id, change in changes:
        if change:
            await world.change(table, {"id": row_id}, **change)
    right = await world.connection.fetchrow("SELECT * FROM right_given")
    assert right is not None
    assert dict(right) == {
        "person_id": holder["person_id"],
        "employee_id": holder["id"],
        "assignment_id": carrier["id"],
        "facility_id": carrier["facility_id"],
        "path": carrier["path"],
        "role_set_id": version["role_set_id"],
        "role_set_version_id": version["id"],
        "permission": "department:read",
        "scope": "FACILITY",
        "can_use": True,
        "can_delegate": True,
        "starts_on": DAY,
        "ends_on": None,
        "state": state,
        "on_demand": False,
    }


@pytest.mark.parametrize(
    ("ending", "client", "role_set", "state"),
    [
        ({}, {}, {}, "GIVEN"),
        ({"status": "ENDED"}, {}, {}, "ENDED"),
        ({}, {"status": "BLOCKED"}, {}, "SUSPENDED"),
        ({}, {}, {"status": "RETIRED"}, "ENDED"),
    ],
)
async def test_a_clients_right_stands_as_the_connection_the_client_and_the_role_set_do(
    world: World, ending: Row, client: Row, role_set: Row, state: str
) -> None:
    made = await world.add("mis_connection", **ending)
    await granted(world, made["version_id"])
    version = await world.seen("role_set_version", {"id": made["version_id"]})
    if client:
        await world.change("mis_client", {"id": made["client_id"]}, **client)
    if role_set:
        await world.change("role_set", {"id": version["role_set_id"]}, **role_set)
    right = await world.connection.fetchrow("SELECT * FROM connection_right_given")
    assert right is not None
    place = (made["client_id"], made["id"], made["facility_id"], version["role_set_id"], version["id"])
    assert tuple(right) == (*place, "department:read", "FACILITY", True, True, DAY, None, state)


async def test_a_substitute_on_demand_is_marked(world: World) -> None:
    primary = await world.add("assignment")
    position = await world.seen("position", {"id": primary["position_id"]})
    double = await world.add(
        "assignment",
        position=position,
        kind="SUBSTITUTE",
        substitute_mode="ON_DEMAND",
        substitutes_assignment_id=primary["id"],
    )
    await world.add("assignment_role_set", assignment=double)
    await world.add("assignment_role_set", assignment=primary)
    rows = await world.connection.fetch("SELECT assignment_id, on_demand FROM role_set_given")
    assert {tuple(row) for row in rows} == {(double["id"], True), (primary["id"], False)}
