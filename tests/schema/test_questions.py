"""Who asks, what they hold, why not, and who else does: through the public door, by people of the demo."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from commands.demo.loading import load_demo
from compiler.ids import encode_id
from store.connections import writing
from store.loading import open_loading
from store.sessions import full_token
from store.stand_ins import StandIns
from tests.conftest import DEMO, name_of, new_database
from tests.service import Service, serving

Json = Any  # answers are looked into, key by key

EXPLAIN = """
query ($permission: String!, $on: ID, $employee: ID) {
  explainPermission(permission: $permission, on: $on, employee: $employee) {
    allowed verdict permission { code scopes }
    grounds { verdict scope validTo ...Source @ifPermitted }
    nearMisses { verdict scope ...Source @ifPermitted }
    grantableBy @ifPermitted { totalCount nodes { id } }
  }
}
fragment Source on PermissionGround { roleSet { code } assignment { id } }
"""


@pytest.fixture(scope="module")
async def untouched(server_url: str, migrated_url: str) -> Any:
    """The name of a database with a demo that nobody is connected to, to copy from."""
    async with new_database(server_url, name_of(migrated_url)) as url:
        async with open_loading(url) as loading:
            await load_demo(loading, DEMO, lambda _what, _done, _total: None)
        yield name_of(url)


@pytest.fixture
async def bank(server_url: str, untouched: str) -> Any:
    """A service over a copy of the demo, with a blood bank's head and whoever heads the facility."""
    async with (
        new_database(server_url, untouched) as url,
        serving(url) as service,
        writing(url) as connection,
    ):
        head = await connection.fetchrow(_HEAD)
        assert head is not None
        yield Bank(url, service, connection, head)


_HEAD = """
SELECT assignment.id AS assignment, employee.id AS employee, employee.person_id AS person,
    assignment.facility_id AS facility, position.department_id AS department,
    (SELECT id FROM department d WHERE d.facility_id = assignment.facility_id AND d.parent_id IS NULL
        AND d.id <> position.department_id ORDER BY path LIMIT 1) AS beside,
    (SELECT id FROM department d WHERE d.facility_id <> assignment.facility_id LIMIT 1) AS elsewhere
FROM assignment
JOIN assignment_role_set ON assignment_role_set.assignment_id = assignment.id
JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
JOIN role_set ON role_set.id = role_set_version.role_set_id
JOIN employee ON employee.id = assignment.employee_id JOIN position ON position.id = assignment.position_id
WHERE role_set.code = 'BLOOD_BANK_HEAD' AND assignment.status = 'ACTIVE' AND assignment.kind = 'PRIMARY'
ORDER BY assignment.id LIMIT 1
"""


class Bank:
    """A blood bank whose head asks."""

    def __init__(
        self, url: str, service: Service, connection: asyncpg.Connection, head: asyncpg.Record
    ) -> None:
        self.url = url
        self.service = service
        self.connection = connection
        self.head = head

    def id(self, entity: str, name: str) -> str:
        return encode_id(entity, self.head[name])

    async def token(self, role: str = "BLOOD_BANK_HEAD") -> str:
        if role == "BLOOD_BANK_HEAD":
            return await full_token(self.connection, person_id=self.head["person"], hours=1)
        edrpou = await self.connection.fetchval(
            "SELECT edrpou FROM facility WHERE id = $1", self.head["facility"]
        )
        token = (await StandIns(self.url).token_as(role, edrpou)).token
        assert token is not None
        return token

    async def ask(self, query: str, token: str | None, **variables: object) -> Json:
        answer = (await self.service.ask(query, variables, token=token)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def explained(self, permission: str, token: str | None, **given: object) -> Json:
        found = await self.ask(EXPLAIN, token, permission=permission, **given)
        return found["explainPermission"]


async def test_whoever_asks_learns_who_it_is_and_what_is_held(bank: Bank) -> None:
    query = """
    query ($here: ID!, $beside: ID!, $elsewhere: ID!) {
      me {
        kind person { lastName } facilities { nodes { id } }
        permissions { permission title scope validTo sources { roleSet { code } assignment { id } } }
        here: can(permission: "department:update", on: $here)
        beside: can(permission: "department:update", on: $beside)
        elsewhere: can(permission: "department:read", on: $elsewhere)
      }
    }
    """
    token = await bank.token()
    ids = {name: bank.id("Department", name) for name in ("beside", "elsewhere")}
    me = (await bank.ask(query, token, here=bank.id("Department", "department"), **ids))["me"]
    assert me["kind"] == "PERSON"
    assert me["person"]["lastName"]
    assert bank.id("Facility", "facility") in [each["id"] for each in me["facilities"]["nodes"]]
    assert (me["here"], me["beside"], me["elsewhere"]) == (True, False, False)
    held = {(each["permission"], each["scope"]): each for each in me["permissions"]}
    assert ("department:update", "DEPARTMENT") in held
    sources = held["department:update", "DEPARTMENT"]["sources"]
    source = {
        "roleSet": {"code": "BLOOD_BANK_HEAD"},
        "assignment": {"id": bank.id("Assignment", "assignment")},
    }
    assert source in sources
    assert all(each["title"] for each in me["permissions"])


async def test_nobody_and_the_explorer_are_told_what_they_hold(bank: Bank) -> None:
    query = "{ me { kind person { lastName } permissions { permission scope sources { validTo } } } }"
    nobody, explorer = [(await bank.ask(query, token))["me"] for token in (None, bank.service.token)]
    assert nobody["kind"] == "ANONYMOUS"
    assert [each["permission"] for each in nobody["permissions"]] == [
        "dictionary:read",
        "facility.public:read",
    ]
    assert explorer["kind"] == "EXPLORER"
    assert {"permission": "employee.identity:read", "scope": "ANY", "sources": []} in explorer["permissions"]


async def test_a_right_that_is_held_is_explained_by_its_grants(bank: Bank) -> None:
    token = await bank.token()
    told = await bank.explained("department:update", token, on=bank.id("Department", "department"))
    assert (told["allowed"], told["verdict"]) == (True, "HELD")
    assert [each["roleSet"]["code"] for each in told["grounds"]] == ["BLOOD_BANK_HEAD"]
    assert told["grounds"][0]["scope"] == "DEPARTMENT"
    assert told["permission"]["scopes"] == ["DEPARTMENT", "FACILITY"]
    assert told["grantableBy"]["totalCount"] >= 1


async def test_a_right_that_does_not_reach_is_explained_alike_for_hidden_things_and_for_nothing(
    bank: Bank,
) -> None:
    token = await bank.token()
    beside = await bank.explained("department:update", token, on=bank.id("Department", "beside"))
    assert (beside["allowed"], beside["verdict"]) == (False, "OUTSIDE_SCOPE")
    hidden = await bank.explained("department:update", token, on=bank.id("Department", "elsewhere"))
    nothing = await bank.explained("department:update", token, on=encode_id("Department", UUID(int=7)))
    assert hidden == nothing
    assert hidden["verdict"] == "OUTSIDE_SCOPE"
    assert hidden["grantableBy"]["totalCount"] == 0
    never = await bank.explained("dictionary:manage", token)
    assert (never["allowed"], never["verdict"], never["grounds"], never["nearMisses"]) == (
        False,
        "NOT_HELD",
        [],
        [],
    )


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("start_date = '2020-01-01', end_date = current_date - 2", "EXPIRED"),
        ("start_date = current_date + 40, end_date = NULL", "NOT_YET_VALID"),
        ("status = 'SUSPENDED'", "SUSPENDED"),
    ],
)
async def test_a_right_that_was_missed_is_explained_and_named_in_the_refusal(
    bank: Bank, change: str, verdict: str
) -> None:
    token = await bank.token()
    warm = await bank.service.ask("{ equipmentList { nodes { inventoryNumber } } }", token=token)
    assert "errors" not in warm.json()
    await bank.connection.execute(
        "UPDATE assignment SET status = 'ENDED' WHERE employee_id = $1 AND id <> $2",
        bank.head["employee"],
        bank.head["assignment"],
    )
    changing = f"UPDATE assignment SET {change} WHERE id = $1"
    await bank.connection.execute(changing, bank.head["assignment"])
    reply = await bank.service.ask("{ equipmentList { nodes { inventoryNumber } } }", token=token)
    denied = {each["extensions"]["coordinate"]: each["extensions"] for each in reply.json()["errors"]}
    assert denied["Equipment.inventoryNumber"]["reason"] == verdict
    told = await bank.explained("equipment.inventory:read", token)
    assert (told["allowed"], told["verdict"]) == (False, verdict)
    assert verdict in {each["verdict"] for each in told["nearMisses"]}


async def test_the_rights_of_others_are_told_to_whoever_may_read_employees_and_role_sets(bank: Bank) -> None:
    employee = bank.id("Employee", "employee")
    on = bank.id("Department", "department")
    administrator = await bank.token("FACILITY_ADMIN")
    told = await bank.explained("position:create", administrator, on=on, employee=employee)
    assert (told["allowed"], told["verdict"]) == (True, "HELD")
    doctor = await bank.token("DOCTOR")
    hidden = await bank.explained("position:create", doctor, on=on, employee=employee)
    nobody = await bank.explained(
        "position:create", doctor, on=on, employee=encode_id("Employee", UUID(int=7))
    )
    assert hidden == nobody
    assert (hidden["allowed"], hidden["verdict"], hidden["grounds"]) == (False, "NOT_HELD", [])


async def test_who_holds_a_permission_over_an_object_is_a_question(bank: Bank) -> None:
    query = """
    query ($on: ID!) {
      permissionHolders(permission: "department:update", on: $on) { totalCount nodes { id lastName } }
    }
    """
    administrator = await bank.token("FACILITY_ADMIN")
    here = (await bank.ask(query, administrator, on=bank.id("Department", "department")))["permissionHolders"]
    beside = (await bank.ask(query, administrator, on=bank.id("Department", "beside")))["permissionHolders"]
    head = bank.id("Employee", "employee")
    assert head in [each["id"] for each in here["nodes"]]
    assert head not in [each["id"] for each in beside["nodes"]]
    assert 1 <= beside["totalCount"] < here["totalCount"]
    elsewhere = await bank.ask(query, administrator, on=bank.id("Department", "elsewhere"))
    assert elsewhere["permissionHolders"] == {"totalCount": 0, "nodes": []}


async def test_a_check_is_what_the_document_would_be_refused_for(bank: Bank) -> None:
    document = """
    query ($id: ID!, $order: [EquipmentOrder!]!) {
      employee(id: $id) { lastName identity { birthDate } }
      equipmentList(orderBy: $order) { nodes { inventoryNumber name } }
    }
    """
    token = await bank.token("DOCTOR")
    ask = "query ($d: String!) { me { check(document: $d) { coordinate requires } } }"
    found = (await bank.ask(ask, token, d=document))["me"]["check"]
    assert found == [
        {"coordinate": "Equipment.inventoryNumber", "requires": "equipment.inventory:read"},
    ]
    refused = (await bank.service.ask(ask, {"d": "{ nothing }"}, token=token)).json()
    assert [each["extensions"]["code"] for each in refused["errors"]] == ["GRAPHQL_VALIDATION_FAILED"]


@pytest.mark.parametrize(
    "document",
    [
        "query ($p: String!) { me { can(permission: $p) } }",
        "query ($p: String!, $on: ID!) { permissionHolders(permission: $p, on: $on) { totalCount } }",
        "query ($p: String!) { explainPermission(permission: $p) { allowed } }",
        "query ($id: ID) { facility(id: $id) { name } }",
        "query ($f: EmployeeFilter!) { employees(filter: $f) { totalCount } }",
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
    ],
)
async def test_a_check_needs_no_variables(bank: Bank, document: str) -> None:
    ask = "query ($d: String!) { me { check(document: $d) { coordinate } } }"
    assert (await bank.ask(ask, await bank.token("FACILITY_ADMIN"), d=document))["me"]["check"] == []


async def test_a_template_is_read_by_all_and_changed_by_nobody_of_a_facility(bank: Bank) -> None:
    token = await bank.token("FACILITY_ADMIN")
    found = await bank.ask('{ roleSets(filter: {code: {equal: "REGISTRAR"}}) { nodes { id } } }', token)
    (template,) = found["roleSets"]["nodes"]
    query = """
    query ($on: ID!) {
      me { read: can(permission: "roleSet:read", on: $on) change: can(permission: "roleSet:update", on: $on) }
      explainPermission(permission: "roleSet:read", on: $on) { verdict nearMisses { verdict } }
    }
    """
    told = await bank.ask(query, token, on=template["id"])
    assert told["me"] == {"read": True, "change": False}
    assert told["explainPermission"] == {"verdict": "HELD", "nearMisses": []}


async def test_a_doctor_does_not_learn_who_else_carries_a_role_set(bank: Bank) -> None:
    query = """
    {
      roleSets { nodes { assignments { totalCount } } }
      assignments { nodes { roleSets { totalCount } } }
    }
    """
    found = await bank.ask(query, await bank.token("DOCTOR"))
    assert [each["assignments"]["totalCount"] for each in found["roleSets"]["nodes"]] == [0]
    assert {each["roleSets"]["totalCount"] for each in found["assignments"]["nodes"]} == {0}
    found = await bank.ask(query, await bank.token("FACILITY_ADMIN"))
    assert sum(each["assignments"]["totalCount"] for each in found["roleSets"]["nodes"]) > 1


async def test_questions_about_rights_are_few(bank: Bank) -> None:
    many = " ".join(
        f'q{place}: explainPermission(permission: "journal:verify") {{ allowed }}' for place in range(6)
    )
    reply = await bank.service.ask(f"{{ {many} }}")
    (error,) = reply.json()["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert error["extensions"]["bound"] == "questions"


async def test_unknown_permissions_are_refused_by_name(bank: Bank) -> None:
    reply = await bank.service.ask('{ me { can(permission: "garden:water") } }', token=bank.service.token)
    (error,) = reply.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "garden:water" in error["message"]


async def test_a_check_is_bounded(bank: Bank) -> None:
    many = " ".join(f'c{place}: check(document: "{{ __typename }}") {{ requires }}' for place in range(4))
    reply = await bank.service.ask(f"{{ me {{ {many} }} }}", token=bank.service.token)
    (error,) = reply.json()["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"


async def test_role_sets_are_read_with_their_grants_and_holders(bank: Bank) -> None:
    query = """
    {
      roleSets(filter: { isTemplate: { equal: true } }, orderBy: CODE_ASC) {
        totalCount
        nodes {
          code name currentVersion { number digest grants { permission { code } scope canUse canDelegate } }
          assignments { totalCount }
        }
      }
      permissionCatalogue { code title scopes requiresSignature }
    }
    """
    token = await bank.token("FACILITY_ADMIN")
    found = await bank.ask(query, token)
    assert found["roleSets"]["totalCount"] == 10
    by_code = {each["code"]: each for each in found["roleSets"]["nodes"]}
    assert by_code["BLOOD_BANK_HEAD"]["assignments"]["totalCount"] >= 1
    grants = by_code["DOCTOR"]["currentVersion"]["grants"]
    identity = {"permission": {"code": "employee.identity:read"}, "scope": "OWN"}
    assert {**identity, "canUse": True, "canDelegate": False} in grants
    assert len(found["permissionCatalogue"]) == 83
    doctors = (await bank.ask("{ roleSets { nodes { code } } }", await bank.token("DOCTOR")))["roleSets"]
    assert doctors["nodes"] == [{"code": "DOCTOR"}]
