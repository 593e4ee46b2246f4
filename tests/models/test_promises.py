"""Everything that the database promises: found in its catalogue, and tried to break."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import uuid4

import asyncpg
import pytest

from tests.models.world import DAY, NOW, Row, World

BEFORE = DAY - timedelta(days=1)
PHONE = {"type": "MOBILE", "number": "+380501112233"}
NAMES = [{"name": "Холодильник", "type": "REGISTERED"}]

# A row that differs from a good one in these values is refused under this name.
REFUSED: list[tuple[str, str, Row]] = [
    ("dictionary", "dictionary_name_format", {"name": "colour"}),
    ("dictionary", "dictionary_not_blank", {"title": " "}),
    ("dictionary", "dictionary_pkey", {"name": "POSITION"}),
    ("dictionary_value", "dictionary_value_version", {"version": 0}),
    ("dictionary_value", "dictionary_value_code_format", {"code": "bad code"}),
    ("dictionary_value", "dictionary_value_not_blank", {"title": ""}),
    ("dictionary_value", "dictionary_value_ordinal", {"ordinal": 0}),
    ("dictionary_value", "dictionary_value_code", {"code": "NURSE"}),
    ("dictionary_value", "dictionary_value_of_dictionary", {"dictionary": "NOWHERE"}),
    ("facility", "facility_version", {"version": 0}),
    ("facility", "facility_not_blank", {"name_short": " "}),
    ("facility", "facility_status_known", {"status": "OPEN"}),
    ("facility", "facility_edrpou_format", {"edrpou": "1234567"}),
    ("facility", "facility_owner_tax_id_format", {"owner_tax_id": "123"}),
    ("facility", "facility_edrpou_or_owner", {"edrpou": None}),
    ("facility", "facility_merged_into", {"merged_to_id": uuid4(), "status": "REORGANIZED"}),
    ("facility", "facility_legal_address_shape", {"legal_address": []}),
    ("facility", "facility_legal_address_shape", {"legal_address": {}}),
    ("facility", "facility_legal_address_shape", {"legal_address": {"zip": "0100"}}),
    ("facility", "facility_legal_address_shape", {"legal_address": {"zip": None}}),
    ("facility", "facility_legal_address_shape", {"legal_address": {"katottg": "UA123"}}),
    ("facility", "facility_legal_address_shape", {"legal_address": {"planet": "Земля"}}),
    ("facility", "facility_actual_address_shape", {"actual_address": {"text": 5}}),
    ("facility", "facility_actual_address_shape", {"actual_address": {"text": "я" * 3000}}),
    ("facility", "facility_location", {"latitude": 50}),
    ("facility", "facility_location", {"latitude": 91, "longitude": 30}),
    ("facility", "facility_phones_shape", {"phones": {}}),
    ("facility", "facility_phones_shape", {"phones": [[PHONE]]}),
    ("facility", "facility_phones_shape", {"phones": [{"type": "MOBILE"}]}),
    ("facility", "facility_phones_shape", {"phones": [PHONE | {"type": "FAX"}]}),
    ("facility", "facility_phones_shape", {"phones": [PHONE | {"number": 380501112233}]}),
    ("facility", "facility_phones_shape", {"phones": [PHONE | {"number": "0501112233"}]}),
    ("facility", "facility_phones_shape", {"phones": [PHONE | {"note": "вдень"}]}),
    ("facility", "facility_phones_shape", {"phones": [PHONE] * 11}),
    ("facility", "facility_website_format", {"website": "example.com"}),
    ("facility", "facility_email_format", {"email": "Facility@example.com"}),
    ("facility", "facility_email_format", {"email": "example.com"}),
    ("facility", "facility_isbt128_code_format", {"isbt128_code": "a1234"}),
    ("facility", "facility_of_kind", {"kind_code": "NURSE"}),
    ("facility_licence", "facility_licence_not_blank", {"number": ""}),
    ("facility_licence", "facility_licence_dates", {"expiry_date": BEFORE}),
    ("facility_licence", "facility_licence_of_facility", {"facility_id": uuid4()}),
    ("facility_external_id", "facility_external_id_not_blank", {"value": ""}),
    ("facility_external_id", "facility_external_id_of_facility", {"facility_id": uuid4()}),
    ("person", "person_version", {"version": 0}),
    ("person", "person_not_blank", {"last_name": ""}),
    ("person", "person_mobile_phones_shape", {"mobile_phones": "+380501112233"}),
    ("person", "person_verification_status_known", {"verification_status": "SURE"}),
    ("person", "person_blocked_for_a_reason", {"blocked_reason": "підробка"}),
    ("person", "person_owns_personal_email", {"personal_email": "nobody@example.com"}),
    ("email_address", "email_address_format", {"address": "Ivan@example.com"}),
    ("email_address", "email_address_of_person", {"person_id": uuid4()}),
    ("person_identity", "person_identity_birth_date", {"birth_date": date(1899, 12, 31)}),
    ("person_identity", "person_identity_gender_known", {"gender": "NONE"}),
    ("person_identity", "person_identity_tax_id_format", {"tax_id": "334680012"}),
    ("person_identity", "person_identity_tax_id_format", {"tax_id": "ЫЁ123456", "no_tax_id": True}),
    ("person_identity", "person_identity_unzr_format", {"unzr": "19910819-0013"}),
    ("person_identity", "person_identity_unzr_begins_with_birth_date", {"unzr": "19910820-00013"}),
    ("person_identity", "person_identity_of_person", {"person_id": uuid4()}),
    (
        "identity_document",
        "identity_document_type_known",
        {"type": "BIRTH_CERTIFICATE", "expiration_date": DAY},
    ),
    ("identity_document", "identity_document_number_format", {"number": "AB123456"}),
    ("identity_document", "identity_document_number_format", {"type": "NATIONAL_ID", "expiration_date": DAY}),
    ("identity_document", "identity_document_not_blank", {"issued_by": " "}),
    ("identity_document", "identity_document_dates", {"issued_at": DAY, "expiration_date": BEFORE}),
    ("identity_document", "identity_document_expires", {"type": "NATIONAL_ID", "number": "123456789"}),
    ("identity_document", "identity_document_of_person", {"person_id": uuid4()}),
    ("employee", "employee_version", {"version": 0}),
    ("employee", "employee_not_blank", {"personnel_number": ""}),
    ("employee", "employee_type_known", {"employee_type": "WIZARD"}),
    ("employee", "employee_status_known", {"status": "GONE"}),
    ("employee", "employee_work_phones_shape", {"work_phones": [1]}),
    ("employee", "employee_dates", {"start_date": DAY, "end_date": BEFORE}),
    ("employee", "employee_dismissed_for_a_reason", {"dismissal_reason": "за угодою"}),
    ("employee", "employee_working_experience", {"working_experience": 0}),
    ("employee", "employee_of_facility", {"facility_id": uuid4()}),
    ("employee", "employee_owns_work_email", {"work_email": "nobody@example.com"}),
    ("employee_education", "employee_education_not_blank", {"city": ""}),
    ("employee_education", "employee_education_degree_known", {"degree": "PHD"}),
    ("employee_education", "employee_education_of_employee", {"employee_id": uuid4()}),
    ("employee_qualification", "employee_qualification_type_known", {"type": "NAP"}),
    ("employee_qualification", "employee_qualification_not_blank", {"speciality": ""}),
    ("employee_qualification", "employee_qualification_dates", {"issued_date": DAY, "valid_to": BEFORE}),
    ("employee_qualification", "employee_qualification_of_employee", {"employee_id": uuid4()}),
    ("employee_speciality", "employee_speciality_level_known", {"level": "THIRD"}),
    ("employee_speciality", "employee_speciality_qualification_type_known", {"qualification_type": "GIFT"}),
    ("employee_speciality", "employee_speciality_not_blank", {"attestation_name": ""}),
    ("employee_speciality", "employee_speciality_dates", {"valid_to_date": BEFORE}),
    ("employee_speciality", "employee_speciality_of_type", {"speciality_code": "NURSE"}),
    ("employee_speciality", "employee_speciality_of_employee", {"employee_id": uuid4()}),
    ("employee_science_degree", "employee_science_degree_known", {"degree": "MASTER"}),
    ("employee_science_degree", "employee_science_degree_not_blank", {"country": ""}),
    ("employee_science_degree", "employee_science_degree_of_employee", {"employee_id": uuid4()}),
    ("department", "department_version", {"version": 0}),
    ("department", "department_not_blank", {"name": ""}),
    ("department", "department_segment_format", {"segment": "01a0"}),
    ("department", "department_parent_with_path", {"parent_path": "0001."}),
    ("department", "department_status_known", {"status": "BUSY"}),
    ("department", "department_dates", {"closed_on": BEFORE}),
    ("department", "department_address_shape", {"address": "Київ"}),
    ("department", "department_phones_shape", {"phones": {"a": 1}}),
    ("department", "department_email_format", {"email": "a b@example.com"}),
    ("department", "department_of_facility", {"facility_id": uuid4()}),
    ("department", "department_under_parent", {"parent_id": uuid4(), "parent_path": "0001."}),
    ("department", "department_of_type", {"type_code": "NURSE"}),
    ("position", "position_version", {"version": 0}),
    ("position", "position_one_title", {"title_code": "NURSE", "custom_title": "Сестра"}),
    ("position", "position_one_title", {"title_code": None}),
    ("position", "position_not_blank", {"custom_title": " "}),
    ("position", "position_kind_known", {"kind": "BOSS"}),
    ("position", "position_headcount", {"headcount": 0}),
    ("position", "position_headcount", {"headcount": "99.25"}),
    ("position", "position_status_known", {"status": "VACANT"}),
    ("position", "position_dates", {"closed_on": BEFORE}),
    ("position", "position_of_department", {"path": "ZZZZ."}),
    ("position", "position_titled", {"title_code": "CLINICAL"}),
    ("assignment", "assignment_version", {"version": 0}),
    ("assignment", "assignment_kind_known", {"kind": "GUEST"}),
    ("assignment", "assignment_substitute_of_someone", {"kind": "SUBSTITUTE", "substitute_mode": "ALWAYS"}),
    ("assignment", "assignment_substitute_of_someone", {"substitutes_assignment_id": uuid4()}),
    ("assignment", "assignment_substitute_of_someone", {"substitute_mode": "ALWAYS"}),
    ("assignment", "assignment_substitute_mode_known", {"substitute_mode": "SOMETIMES"}),
    ("assignment", "assignment_rate", {"rate": "0.2"}),
    ("assignment", "assignment_rate", {"rate": "1.05"}),
    ("assignment", "assignment_dates", {"end_date": BEFORE}),
    ("assignment", "assignment_not_blank", {"order_number": " "}),
    ("assignment", "assignment_status_known", {"status": "VOID"}),
    ("assignment", "assignment_to_position", {"path": "ZZZZ."}),
    ("assignment", "assignment_to_position", {"position_kind": "HEAD"}),
    ("assignment", "assignment_of_employee", {"employee_id": uuid4()}),
    ("workplace", "workplace_version", {"version": 0}),
    ("workplace", "workplace_not_blank", {"name": ""}),
    ("workplace", "workplace_inventory_status_known", {"inventory_status": "LOST"}),
    ("workplace", "workplace_inventory_number_when_assigned", {"inventory_number": "1"}),
    ("workplace", "workplace_inventory_number_when_assigned", {"inventory_status": "ASSIGNED"}),
    ("workplace", "workplace_status_known", {"status": "BROKEN"}),
    ("workplace", "workplace_of_department", {"path": "ZZZZ."}),
    ("workplace_assignment", "workplace_assignment_of_workplace", {"workplace_id": uuid4()}),
    ("workplace_assignment", "workplace_assignment_of_assignment", {"assignment_id": uuid4()}),
    ("equipment", "equipment_version", {"version": 0}),
    ("equipment", "equipment_names_shape", {"names": NAMES * 11}),
    ("equipment", "equipment_names_shape", {"names": [{"name": "Шейкер"}]}),
    ("equipment", "equipment_names_shape", {"names": [NAMES[0] | {"type": "SECRET"}]}),
    ("equipment", "equipment_names_shape", {"names": [NAMES[0] | {"language": "uk"}]}),
    ("equipment", "equipment_inventory_status_known", {"inventory_status": "LOST"}),
    ("equipment", "equipment_inventory_number_when_assigned", {"inventory_number": "1"}),
    ("equipment", "equipment_not_blank", {"serial_number": ""}),
    ("equipment", "equipment_made_before_commissioned", {"manufacture_date": DAY, "commissioned_on": BEFORE}),
    ("equipment", "equipment_temperatures", {"temperature_min": 6, "temperature_max": 2}),
    ("equipment", "equipment_capacity", {"capacity": 0, "capacity_unit": "L"}),
    ("equipment", "equipment_capacity_with_unit", {"capacity": 5}),
    ("equipment", "equipment_capacity_unit_known", {"capacity": 5, "capacity_unit": "KG"}),
    ("equipment", "equipment_verification_dates", {"last_verified_on": DAY, "next_verification_on": BEFORE}),
    ("equipment", "equipment_properties_shape", {"properties": {}}),
    ("equipment", "equipment_properties_shape", {"properties": [{"type": "POWER"}]}),
    ("equipment", "equipment_properties_shape", {"properties": [{"valueInteger": 1}]}),
    ("equipment", "equipment_properties_shape", {"properties": [{"type": "POWER", "valueInteger": 1.5}]}),
    (
        "equipment",
        "equipment_properties_shape",
        {"properties": [{"type": "POWER", "valueDecimal": "багато"}]},
    ),
    ("equipment", "equipment_properties_shape", {"properties": [{"type": "POWER", "valueBoolean": "так"}]}),
    (
        "equipment",
        "equipment_properties_shape",
        {"properties": [{"type": "POWER", "valueInteger": 1, "valueString": "один"}]},
    ),
    ("equipment", "equipment_properties_shape", {"properties": [[{"type": "POWER", "valueInteger": 1}]]}),
    ("equipment", "equipment_status_known", {"status": "SLEEPING"}),
    ("equipment", "equipment_error_has_reason", {"status": "ENTERED_IN_ERROR"}),
    ("equipment", "equipment_error_has_reason", {"error_reason": "двічі"}),
    ("equipment", "equipment_availability_status_known", {"availability_status": "HIDDEN"}),
    ("equipment", "equipment_destroyed_is_not_active", {"availability_status": "DESTROYED"}),
    ("equipment", "equipment_udi_shape", {"udi": [{"value": "1"}]}),
    ("equipment", "equipment_at_workplace", {"workplace_id": uuid4()}),
    ("equipment", "equipment_part_of", {"parent_id": uuid4()}),
    ("equipment", "equipment_of_department", {"path": "ZZZZ."}),
    ("equipment", "equipment_of_type", {"type_code": "NURSE"}),
    ("session", "session_token_is_sha256", {"token_sha256": b"short"}),
    ("session", "session_kind_known", {"kind": "GOD"}),
    ("session", "session_ends", {"absolute_until": NOW}),
]

# Two rows that share these values are refused under this name.
TWICE: list[tuple[str, str, Row]] = [
    ("facility", "facility_pkey", {"id": uuid4()}),
    ("facility", "facility_edrpou_and_kind", {"edrpou": "14360570"}),
    ("facility", "facility_owner_and_kind", {"edrpou": None, "owner_tax_id": "2923400112"}),
    ("facility", "facility_isbt128_code", {"isbt128_code": "U0001"}),
    ("facility_licence", "facility_licence_pkey", {"id": uuid4()}),
    ("facility_external_id", "facility_external_id_pkey", {"id": uuid4(), "value": "2"}),
    ("facility_external_id", "facility_external_id_value", {}),
    ("person", "person_pkey", {"id": uuid4()}),
    ("email_address", "email_address_pkey", {"address": "ivan@example.com"}),
    ("person_identity", "person_identity_tax_id", {"tax_id": "3346800122"}),
    ("person_identity", "person_identity_unzr", {"unzr": "19910819-00013"}),
    ("identity_document", "identity_document_pkey", {"id": uuid4()}),
    ("employee", "employee_pkey", {"id": uuid4()}),
    ("employee_education", "employee_education_pkey", {"id": uuid4()}),
    ("employee_qualification", "employee_qualification_pkey", {"id": uuid4()}),
    ("employee_speciality", "employee_speciality_pkey", {"id": uuid4()}),
    ("employee_science_degree", "employee_science_degree_pkey", {"id": uuid4()}),
    ("department", "department_pkey", {"id": uuid4()}),
    ("position", "position_pkey", {"id": uuid4()}),
    ("assignment", "assignment_pkey", {"id": uuid4()}),
    ("workplace", "workplace_pkey", {"id": uuid4()}),
    ("workplace_assignment", "workplace_assignment_pkey", {"id": uuid4()}),
    ("equipment", "equipment_pkey", {"id": uuid4()}),
    ("dictionary_value", "dictionary_value_pkey", {"id": uuid4()}),
    ("session", "session_pkey", {"token_sha256": b"s" * 32}),
]

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


# These exist to be referred to by the composite foreign keys; a primary key is part of each.
TARGETS = {
    "email_address_and_person",
    "employee_in_facility",
    "department_at_path",
    "position_at_path",
    "assignment_in_facility",
    "workplace_in_facility",
    "equipment_in_facility",
}

PROMISED = {name for _, name, _ in REFUSED} | {name for _, name, _ in TWICE} | set(STORIES) | TARGETS

CATALOGUE = """
SELECT conname FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 'tortoise_migrations'::regclass
UNION
SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace AND indisunique AND indrelid <> 'tortoise_migrations'::regclass
"""


async def refusal_of(world: World, story: Awaitable[object]) -> str | None:
    """Give the name under which the database refuses a story, at once or at its end."""
    try:
        await story
        await world.judge()
    except asyncpg.IntegrityConstraintViolationError as refusal:
        return refusal.constraint_name
    return None


async def test_the_catalogue_holds_the_promises_and_each_is_tried_here(
    connection: asyncpg.Connection,
) -> None:
    assert {name for (name,) in await connection.fetch(CATALOGUE)} == PROMISED


async def test_every_foreign_key_is_checked_and_waits_only_where_rows_name_each_other(
    connection: asyncpg.Connection,
) -> None:
    deferred = await connection.fetch("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferred")
    unchecked = await connection.fetch("SELECT conname FROM pg_constraint WHERE NOT convalidated")
    assert {name for (name,) in deferred} == {
        "facility_headed_by_own_employee",
        "facility_administered_by_own_employee",
        "person_owns_personal_email",
    }
    assert unchecked == []


async def test_every_foreign_key_has_an_index(connection: asyncpg.Connection) -> None:
    bare = await connection.fetch("""
        SELECT conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace
            AND confrelid <> 'dictionary_value'::regclass
            AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey))
    """)
    assert bare == []


@pytest.mark.parametrize(("table", "constraint", "values"), REFUSED)
async def test_a_bad_row_is_refused(world: World, table: str, constraint: str, values: Row) -> None:
    assert await refusal_of(world, world.add(table, **values)) == constraint


@pytest.mark.parametrize(("table", "constraint", "values"), TWICE)
async def test_a_second_row_is_refused(world: World, table: str, constraint: str, values: Row) -> None:
    await world.add(table, **values)
    assert await refusal_of(world, world.add(table, **values)) == constraint


@pytest.mark.parametrize("constraint", STORIES)
async def test_a_story_ends_in_a_refusal(world: World, constraint: str) -> None:
    assert await refusal_of(world, STORIES[constraint](world)) == constraint
