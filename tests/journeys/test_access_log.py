"""Whoever reads personal data leaves a trace, in the statement that reads, which whom it is about can see."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from compiler import recording
from compiler.ids import encode_id
from tests.acting import OTHER_TAX_ID, Json, Signer, Stage, acting
from tests.models.world import Row

DOCTOR_TAX_ID, HEAD_TAX_ID = OTHER_TAX_ID, "2000000019"
LOOK = (
    "at person { lastName } client { name } facility { id } people requestId"
    " seen { coordinate title isMasked isFilter }"
)
WHO_LOOKED = f"{{ me {{ accessLog {{ totalCount nodes {{ {LOOK} }} }} }} }}"
IDENTITY = "query ($id: ID!) { employee(id: $id) { identity { taxId birthDate } } }"
FOUND = "query ($id: String!) { employees(filter: {taxId: {equal: $id}}) { nodes { lastName } } }"


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


@pytest.fixture
async def hr(stage: Stage) -> Signer:
    return await stage.signer("HR_OFFICER", tax_id="3000000016")


@pytest.fixture
async def doctor(stage: Stage) -> Signer:
    return await stage.signer("DOCTOR", tax_id=DOCTOR_TAX_ID)


async def ask(signer: Signer, query: str, variables: object = None) -> Json:
    """Ask and give the data of an answer without errors."""
    answer = (await signer.stage.service.ask(query, variables, token=signer.token)).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def looks(signer: Signer) -> list[Json]:
    """Who looked at somebody, as they see it."""
    found: list[Json] = (await ask(signer, WHO_LOOKED))["me"]["accessLog"]["nodes"]
    return found


async def card(signer: Signer) -> str:
    """The id of a person's only card."""
    query = "SELECT id FROM employee WHERE person_id = $1"
    return encode_id("Employee", await signer.stage.world.connection.fetchval(query, signer.person["id"]))


async def one(stage: Stage, query: str, key: UUID) -> Row:
    """The only row of a query."""
    (found,) = await stage.world.connection.fetch(query, key)
    return dict(found)


async def rows(stage: Stage) -> list[Row]:
    """The log as it lies in the database."""
    return [dict(row) for row in await stage.world.connection.fetch("SELECT * FROM access_log ORDER BY id")]


async def test_a_person_sees_who_read_which_of_their_data(hr: Signer, doctor: Signer) -> None:
    answer = await hr.stage.service.ask(IDENTITY, {"id": await card(doctor)}, token=hr.token)
    assert answer.json()["data"]["employee"]["identity"]["taxId"] == DOCTOR_TAX_ID
    [look] = await looks(doctor)
    assert look["person"]["lastName"] == hr.person["last_name"]
    assert (look["people"], look["client"]) == (1, None)
    assert look["requestId"] == answer.headers["x-request-id"]
    assert look["facility"]["id"] == encode_id("Facility", hr.stage.facility["id"])
    assert look["seen"] == [
        {"coordinate": coordinate, "title": title, "isMasked": False, "isFilter": False}
        for coordinate, title in (
            ("Employee.identity.birthDate", "Дата народження"),
            ("Employee.identity.taxId", "РНОКПП"),
        )
    ]
    assert await looks(hr) == []


async def test_the_log_holds_no_values_and_one_row_for_an_operation(hr: Signer, doctor: Signer) -> None:
    id_ = await card(doctor)
    query = (
        "query ($id: ID!, $tax: String!) { one: employee(id: $id) { identity { taxId documents { number } } }"
        " two: employees(filter: {taxId: {equal: $tax}}) { totalCount nodes { identity { gender } } } }"
    )
    before = hr.stage.service.store.statements
    await ask(hr, query, {"id": id_, "tax": DOCTOR_TAX_ID})
    assert hr.stage.service.store.statements == before + 1
    [row] = await rows(hr.stage)
    assert row["fields_read"] == [
        f"Employee.identity.{name}" for name in ("documents.number", "gender", "taxId")
    ]
    assert row["fields_filtered"] == ["Employee.identity.taxId"]
    assert (row["row_count"], row["subjects"]) == (1, [doctor.person["id"]])
    assert (row["principal_id"], row["person_id"]) == (hr.person["id"], hr.person["id"])
    assert DOCTOR_TAX_ID not in str(row)


async def test_a_search_by_tax_number_tells_whom_it_found(hr: Signer, doctor: Signer) -> None:
    for asked in ("nodes { id }", "totalCount", "edges { cursor }", "pageInfo { hasNextPage }"):
        await ask(hr, FOUND.replace("nodes { lastName }", asked), {"id": DOCTOR_TAX_ID})
    found = await looks(doctor)
    assert [look["seen"] for look in found] == [
        [
            {
                "coordinate": "Employee.identity.taxId",
                "title": "РНОКПП",
                "isMasked": False,
                "isFilter": True,
            }
        ]
    ] * 4


async def test_a_search_that_finds_nobody_leaves_a_row_for_the_auditor(hr: Signer, doctor: Signer) -> None:
    await ask(hr, FOUND, {"id": "9999999999"})
    [row] = await rows(hr.stage)
    assert (row["fields_read"], row["fields_filtered"]) == ([], ["Employee.identity.taxId"])
    assert (row["row_count"], row["subjects"], row["facility_id"]) == (0, [], None)
    assert await looks(doctor) == []
    query = "{ accessLog { nodes { look { people person { lastName } } } } }"
    auditor = await hr.stage.signer("AUDITOR", tax_id="3000000024")
    assert [node["look"]["people"] for node in (await ask(auditor, query))["accessLog"]["nodes"]] == [0]
    for other in (doctor, hr, hr.stage.administrator):
        assert (await ask(other, query))["accessLog"]["nodes"] == []


async def test_ordering_by_birth_date_is_a_look(hr: Signer, doctor: Signer) -> None:
    await ask(hr, "{ employees(orderBy: [BIRTH_DATE_DESC]) { nodes { id } } }")
    [look] = await looks(doctor)
    assert [each["coordinate"] for each in look["seen"]] == ["Employee.identity.birthDate"]
    assert look["people"] == 2  # the administrator and the doctor, but not who asked


async def test_what_is_hidden_or_ones_own_is_no_look(hr: Signer, doctor: Signer) -> None:
    await ask(doctor, "{ employees { nodes { id identity { taxId } personalContact { personalEmail } } } }")
    await ask(doctor, "{ employees(orderBy: [BIRTH_DATE_ASC]) { nodes { id } } }")
    assert all(row["subjects"] == [] for row in await rows(hr.stage))
    assert await looks(hr) == await looks(doctor) == []
    elsewhere = await hr.stage.world.add("facility")
    far = await hr.stage.signer("HR_OFFICER", tax_id="3000000032", facility=elsewhere)
    await ask(far, "{ employees { nodes { identity { taxId } } } }")
    await ask(far, FOUND, {"id": DOCTOR_TAX_ID})
    assert await looks(doctor) == []


async def test_a_masked_value_counts_as_such(stage: Stage, doctor: Signer) -> None:
    head = await stage.signer("BLOOD_BANK_HEAD", tax_id=HEAD_TAX_ID)
    department = await one(
        stage,
        "SELECT d.* FROM department d JOIN position p ON p.department_id = d.id"
        " JOIN assignment a ON a.position_id = p.id JOIN employee e ON e.id = a.employee_id"
        " WHERE e.person_id = $1",
        head.person["id"],
    )
    position = await stage.world.add("position", department=department)
    employee = await one(stage, "SELECT * FROM employee WHERE person_id = $1", doctor.person["id"])
    await stage.world.add("assignment", position=position, employee=employee)
    await ask(head, "{ employees { nodes { identity { taxId birthDate @ifPermitted } } } }")
    [look] = await looks(doctor)
    assert [(each["title"], each["isMasked"]) for each in look["seen"]] == [("РНОКПП", True)]


async def test_an_object_by_its_global_id_and_an_acts_answer_leave_traces_too(doctor: Signer) -> None:
    administrator, stage = doctor.stage.administrator, doctor.stage
    query = "query ($id: ID!) { node(id: $id) { ... on Employee { personalContact { personalEmail } } } }"
    await ask(administrator, query, {"id": await card(doctor)})
    given = {"name": "Трансфузіологія", "typeCode": "TRANSFUSIOLOGY", "parentId": stage.root_id}
    shown = "department { facility { employees { nodes { identity { unzr } } } } }"
    answer = await administrator.act("createDepartment", given, shown)
    assert "errors" not in answer
    refused = await administrator.act(
        "createDepartment", {**given, "name": "Друга"}, "department { nothing }"
    )
    assert "errors" in refused
    assert [[each["title"] for each in look["seen"]] for look in await looks(doctor)] == [
        ["УНЗР"],
        ["Особиста електронна адреса"],
    ]


async def test_an_answer_given_for_rights_that_have_changed_is_not_recorded(
    hr: Signer, doctor: Signer
) -> None:
    variables = {"id": await card(doctor)}
    await ask(hr, IDENTITY, variables)
    await hr.stage.world.connection.execute(
        "UPDATE employee SET status = 'SUSPENDED' WHERE person_id = $1", hr.person["id"]
    )
    answer = (await hr.stage.service.ask(IDENTITY, variables, token=hr.token)).json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert len(await rows(hr.stage)) == 1


async def test_looks_come_page_by_page_newest_first(hr: Signer, doctor: Signer) -> None:
    id_ = await card(doctor)
    for field in ("taxId", "unzr", "gender"):
        await ask(hr, f'{{ employee(id: "{id_}") {{ identity {{ {field} }} }} }}')
    query = (
        "query ($after: String) { me { accessLog(first: 2, after: $after)"
        " { nodes { seen { title } } pageInfo { hasNextPage endCursor } } } }"
    )
    first = (await ask(doctor, query))["me"]["accessLog"]
    assert [node["seen"][0]["title"] for node in first["nodes"]] == ["Стать", "УНЗР"]
    after = {"after": first["pageInfo"]["endCursor"]}
    second = (await ask(doctor, query, after))["me"]["accessLog"]
    assert [node["seen"][0]["title"] for node in second["nodes"]] == ["РНОКПП"]
    assert not second["pageInfo"]["hasNextPage"]


async def test_whoever_watches_over_a_facility_sees_its_looks_and_nobody_else_does(
    hr: Signer, doctor: Signer
) -> None:
    await ask(hr, IDENTITY, {"id": await card(doctor)})
    query = "{ accessLog { nodes { at look { people } employees { nodes { lastName } } } } }"
    nodes = {
        name: (await ask(signer, query))["accessLog"]["nodes"]
        for name, signer in (("administrator", hr.stage.administrator), ("hr", hr), ("doctor", doctor))
    }
    assert [len(found) for found in nodes.values()] == [1, 0, 1]
    assert nodes["administrator"][0]["employees"]["nodes"] == [{"lastName": doctor.person["last_name"]}]
    elsewhere = await hr.stage.world.add("facility")
    far = await hr.stage.signer("FACILITY_ADMIN", tax_id="3000000032", facility=elsewhere)
    assert (await ask(far, query))["accessLog"]["nodes"] == []


async def test_many_people_are_named_in_rows_of_a_thousand(
    hr: Signer, doctor: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = recording.FOUND.replace(str(recording.SUBJECTS_MAX), "1")
    monkeypatch.setattr(recording, "FOUND", one_by_one)
    await ask(hr, "{ employees { nodes { identity { taxId } } } }")
    assert [row["row_count"] for row in await rows(hr.stage)] == [2, 2]
    assert len(await looks(doctor)) == 1
