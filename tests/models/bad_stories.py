"""Stories at whose end a promise of the database is broken, by the promise's name."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import uuid4

from tests.models.world import DAY, NOW, World

Story = Callable[[World], Awaitable[object]]
STORIES: dict[str, Story] = {}


def breaks(constraint: str) -> Callable[[Story], Story]:
    """Tell a longer story at whose end the promise of this name is broken."""

    def remember(story: Story) -> Story:
        STORIES[constraint] = story
        return story

    return remember


@breaks("facility_merged_to_another")
async def facility_merges_with_itself(world: World) -> None:
    facility = await world.add("facility")
    await world.change("facility", facility, status="REORGANIZED", merged_to_id=facility["id"])


@breaks("facility_merged_when_reorganized")
async def working_facility_is_merged(world: World) -> None:
    await world.add("facility", merged_to_id=(await world.add("facility"))["id"])


@breaks("facility_headed_by_own_employee")
async def stranger_heads_facility(world: World) -> None:
    await world.add("facility", head_employee_id=(await world.add("employee"))["id"])


@breaks("facility_administered_by_own_employee")
async def stranger_administers_facility(world: World) -> None:
    await world.add("facility", administrator_employee_id=(await world.add("employee"))["id"])


@breaks("person_identity_pkey")
async def person_has_two_identities(world: World) -> None:
    person = await world.add("person")
    for _ in range(2):
        await world.add("person_identity", person_id=person["id"])


@breaks("identity_document_type")
async def person_has_two_certificates(world: World) -> None:
    person = await world.add("person")
    for number in "12":
        await world.add(
            "identity_document",
            person_id=person["id"],
            type="REFUGEE_CERTIFICATE",
            number=number * 2,
            expiration_date=DAY,
        )


@breaks("identity_document_one_passport")
async def person_has_passport_and_card(world: World) -> None:
    person = await world.add("person")
    await world.add("identity_document", person_id=person["id"])
    await world.add(
        "identity_document",
        person_id=person["id"],
        type="NATIONAL_ID",
        number="123456789",
        expiration_date=DAY,
    )


@breaks("employee_is_person")
async def nobody_is_employed(world: World) -> None:
    address = (await world.add("email_address"))["address"]
    await world.add("employee", person_id=uuid4(), work_email=address)


@breaks("employee_person_once")
async def person_is_employed_twice(world: World) -> None:
    employee = await world.add("employee", status="SUSPENDED")
    await world.add("employee", facility_id=employee["facility_id"], person_id=employee["person_id"])


@breaks("employee_personnel_number")
async def two_employees_share_a_personnel_number(world: World) -> None:
    facility = await world.add("facility")
    for _ in range(2):
        await world.add("employee", facility_id=facility["id"], personnel_number="7")


@breaks("employee_speciality_one_officio")
async def doctor_has_two_main_specialities(world: World) -> None:
    employee = await world.add("employee")
    for code in ("THERAPIST", "PEDIATRICIAN"):
        await world.add("employee_speciality", employee_id=employee["id"], speciality_code=code)


@breaks("employee_science_degree_once")
async def doctor_has_two_degrees(world: World) -> None:
    employee = await world.add("employee")
    for _ in range(2):
        await world.add("employee_science_degree", employee_id=employee["id"])


@breaks("department_depth")
async def tree_is_nine_deep(world: World) -> None:
    department = await world.add("department")
    for _ in range(8):
        department = await world.add("department", parent=department)


@breaks("department_path")
async def siblings_share_a_segment(world: World) -> None:
    facility = await world.add("facility")
    for _ in range(2):
        await world.add("department", facility_id=facility["id"], segment="0007")


@breaks("department_code")
async def departments_share_a_code(world: World) -> None:
    facility = await world.add("facility")
    for _ in range(2):
        await world.add("department", facility_id=facility["id"], code="ЛБК")


@breaks("department_name_among_siblings")
async def roots_differ_by_case_only(world: World) -> None:
    facility = await world.add("facility")
    for name in ("Приймальне", "ПРИЙМАЛЬНЕ"):
        await world.add("department", facility_id=facility["id"], name=name)


@breaks("position_one_head")
async def department_has_two_heads(world: World) -> None:
    department = await world.add("department")
    for _ in range(2):
        await world.add("position", department=department, kind="HEAD")


@breaks("assignment_one_head")
async def two_people_hold_the_head_position(world: World) -> None:
    position = await world.add("position", kind="HEAD")
    for _ in range(2):
        await world.add("assignment", position=position)


@breaks("assignment_not_twice_at_once")
async def employee_is_assigned_twice_at_once(world: World) -> None:
    first = await world.add("assignment", end_date=date(2026, 3, 1))
    position = await world.seen("position", {"id": first["position_id"]})
    employee = await world.seen("employee", {"id": first["employee_id"]})
    await world.add("assignment", position=position, employee=employee, start_date=date(2026, 3, 1))


@breaks("assignment_substitute_of_another")
async def substitute_substitutes_itself(world: World) -> None:
    assignment = await world.add("assignment")
    await world.change(
        "assignment",
        assignment,
        kind="SUBSTITUTE",
        substitute_mode="ALWAYS",
        substitutes_assignment_id=assignment["id"],
    )


@breaks("assignment_substitutes")
async def substitute_of_another_facility(world: World) -> None:
    other = await world.add("assignment")
    await world.add(
        "assignment", kind="SUBSTITUTE", substitute_mode="ALWAYS", substitutes_assignment_id=other["id"]
    )


@breaks("workplace_inventory_number")
async def workplaces_share_an_inventory_number(world: World) -> None:
    department = await world.add("department")
    for _ in range(2):
        await world.add(
            "workplace", department=department, inventory_status="ASSIGNED", inventory_number="101"
        )


@breaks("workplace_assignment_once")
async def place_is_given_twice(world: World) -> None:
    given = await world.add("workplace_assignment")
    workplace = await world.seen("workplace", {"id": given["workplace_id"]})
    assignment = await world.seen("assignment", {"id": given["assignment_id"]})
    await world.add("workplace_assignment", workplace=workplace, assignment=assignment)


@breaks("equipment_inventory_number")
async def devices_share_an_inventory_number(world: World) -> None:
    department = await world.add("department")
    for _ in range(2):
        await world.add(
            "equipment", department=department, inventory_status="ASSIGNED", inventory_number="101"
        )


@breaks("equipment_not_own_part")
async def device_is_its_own_part(world: World) -> None:
    device = await world.add("equipment")
    await world.change("equipment", device, parent_id=device["id"])


@breaks("equipment_no_cycle")
async def parts_form_a_circle(world: World) -> None:
    department = await world.add("department")
    whole = await world.add("equipment", department=department)
    part = await world.add("equipment", department=department, parent_id=whole["id"])
    screw = await world.add("equipment", department=department, parent_id=part["id"])
    await world.change("equipment", whole, parent_id=screw["id"])


@breaks("equipment_near_workplace")
async def device_stands_in_a_neighbouring_department(world: World) -> None:
    department = await world.add("department")
    neighbour = await world.add("department", facility_id=department["facility_id"])
    workplace = await world.add("workplace", department=neighbour)
    await world.add("equipment", department=department, workplace_id=workplace["id"])


@breaks("workplace_near_equipment")
async def workplace_moves_away_from_its_device(world: World) -> None:
    department = await world.add("department")
    neighbour = await world.add("department", facility_id=department["facility_id"])
    workplace = await world.add("workplace", department=department)
    await world.add("equipment", department=department, workplace_id=workplace["id"])
    await world.judge()
    await world.change("workplace", workplace, department_id=neighbour["id"], path=neighbour["path"])


@breaks("role_set_name")
async def role_sets_of_a_facility_share_a_name(world: World) -> None:
    facility = await world.add("facility")
    for name in ("Садівник", "САДІВНИК"):
        await world.add("role_set", facility_id=facility["id"], name=name)


@breaks("role_set_version_number_once")
async def role_set_has_two_first_versions(world: World) -> None:
    role_set = await world.add("role_set")
    for _ in range(2):
        await world.add("role_set_version", role_set_id=role_set["id"])


@breaks("role_set_grant_once")
async def version_grants_twice(world: World) -> None:
    version = await world.add("role_set_version")
    for can_delegate in (False, True):
        await world.add("role_set_grant", version_id=version["id"], can_delegate=can_delegate)


@breaks("assignment_role_set_pkey")
async def assignment_carries_a_version_twice(world: World) -> None:
    assignment = await world.add("assignment")
    given = await world.add("assignment_role_set", assignment=assignment)
    await world.add("assignment_role_set", assignment=assignment, version_id=given["version_id"])


@breaks("position_role_set_pkey")
async def role_set_twice_by_default(world: World) -> None:
    given = await world.add("position_role_set")
    await world.add("position_role_set", **given)


@breaks("assignment_role_set_of_assignment")
async def role_set_without_assignment(world: World) -> None:
    facility = await world.add("facility")
    await world.add("assignment_role_set", assignment={"id": uuid4(), "facility_id": facility["id"]})


@breaks("substitution_period_not_twice_at_once")
async def substitute_acts_twice_at_once(world: World) -> None:
    period = await world.add("substitution_period")
    await world.add(
        "substitution_period", assignment_id=period["assignment_id"], starts_at=NOW + timedelta(days=9)
    )


@breaks("mis_connection_to_facility")
async def client_is_connected_to_nothing(world: World) -> None:
    template = await world.add("role_set", facility_id=None, code="GARDENER")
    version = await world.add("role_set_version", role_set_id=template["id"])
    await world.add("mis_connection", facility_id=uuid4(), version_id=version["id"])


@breaks("session_principal")
async def session_has_the_rights_of_another(world: World) -> None:
    person = await world.add("person")
    await world.add("session", person_id=person["id"], principal_id=uuid4())


@breaks("journal_entry_pkey")
async def entry_is_written_twice(world: World) -> None:
    entry = await world.add("journal_entry")
    await world.connection.execute("DELETE FROM journal_pending")
    await world.add("journal_entry", id=entry["id"])


@breaks("journal_blob_pkey")
async def entry_has_two_payloads(world: World) -> None:
    entry = await world.add("journal_entry")
    for _ in range(2):
        await world.add("journal_blob", entry_id=entry["id"])


@breaks("journal_entity_pkey")
async def entry_changes_one_thing_twice(world: World) -> None:
    entry, garden = await world.add("journal_entry"), uuid4()
    for version in (1, 2):
        await world.add("journal_entity", entry_id=entry["id"], entity_id=garden, version=version)


@breaks("journal_seal_entry_once")
async def entry_is_sealed_twice(world: World) -> None:
    entry = await world.add("journal_entry")
    for _ in range(2):
        await world.add("journal_seal", entry_id=entry["id"])


@breaks("access_log_pkey")
async def two_reads_share_a_number(world: World) -> None:
    row = await world.add("access_log")
    await world.connection.execute("DELETE FROM access_pending")
    await world.connection.execute(
        "INSERT INTO access_log (id, principal_id, fields_read, row_count) OVERRIDING SYSTEM VALUE"
        " VALUES ($1, $2, '{Employee.identity}', 1)",
        row["id"],
        uuid4(),
    )


@breaks("invitation_one_open")
async def two_links_are_open(world: World) -> None:
    assignment = await world.add("assignment", status="PENDING")
    for _ in range(2):
        await world.add("invitation", assignment=assignment)


@breaks("invitation_reissues_another")
async def link_replaces_itself(world: World) -> None:
    invitation = await world.add("invitation")
    await world.change("invitation", invitation, reissue_of_id=invitation["id"])


@breaks("application_of_facility")
async def application_registers_nothing(world: World) -> None:
    person = await world.add("person")
    await world.add(
        "facility_application",
        status="REGISTERED",
        facility_id=uuid4(),
        decided_at=NOW,
        taken_by_id=person["id"],
        taken_at=NOW,
    )


@breaks("attachment_content_pkey")
async def file_has_two_contents(world: World) -> None:
    content = await world.add("attachment_content")
    await world.add("attachment_content", attachment_id=content["attachment_id"])


@breaks("mis_client_secret_pkey")
async def client_has_two_secrets(world: World) -> None:
    secret = await world.add("mis_client_secret")
    await world.add("mis_client_secret", client_id=secret["client_id"])


@breaks("mis_connection_once")
async def client_is_let_in_twice(world: World) -> None:
    connection = await world.add("mis_connection")
    again = {name: connection[name] for name in ("client_id", "facility_id", "version_id")}
    await world.add("mis_connection", **again)


@breaks("person_login_pkey")
async def person_logs_in_last_twice(world: World) -> None:
    person = await world.add("person")
    for _ in range(2):
        await world.add("person_login", person_id=person["id"])


@breaks("email_confirmation_one_open")
async def two_letters_about_one_address_wait(world: World) -> None:
    employee = await world.add("employee")
    for _ in range(2):
        await world.add("email_confirmation", employee=employee)


@breaks("identity_correction_one_open")
async def two_corrections_of_one_person_wait(world: World) -> None:
    employee = await world.add("employee")
    for _ in range(2):
        await world.add("identity_correction", employee=employee)


@breaks("identity_correction_by_two")
async def one_person_proposes_and_decides(world: World) -> None:
    correction = await world.add("identity_correction")
    await world.change(
        "identity_correction",
        correction,
        status="APPROVED",
        decided_by_id=correction["proposed_by_id"],
        decided_at=NOW,
    )
