"""What the seeds' people read once everything is registered: through the public door, on the demo."""

import base64

from tests.service import Service

BLOOD_BANK = """
query ($edrpou: String!) {
  facility(edrpou: $edrpou) {
    id
    nameShort
    departments(filter: {typeCode: {equal: "LOGISTICS_INVENTORY"}}) {
      nodes {
        id
        name
        type { title }
        ancestors { name }
        completeness { isComplete missing { code } recommended { code } }
        positions {
          nodes {
            titleCode
            assignments(filter: {status: {equal: ACTIVE}}) {
              nodes { kind employee { id fullName } substitutes { employee { fullName } } }
            }
          }
        }
        workplaces { nodes { name inventoryStatus inventoryNumberLabel } }
        equipment { nodes { typeCode name department { name } } }
      }
    }
  }
}
"""
HOSPITAL = "96174118"


async def test_the_blood_bank_is_read_whole_by_one_statement(service: Service) -> None:
    await service.ask("{ __typename }", token=service.token)
    before = service.store.statements
    answer = (await service.ask(BLOOD_BANK, {"edrpou": HOSPITAL}, token=service.token)).json()
    assert service.store.statements == before + 1
    (bank,) = answer["data"]["facility"]["departments"]["nodes"]
    assert bank["name"] == "Лікарняний банк крові (ЛБК)"
    assert bank["type"]["title"] == "Відділ логістики з центром управління запасами"
    assert bank["ancestors"]
    positions = {each["titleCode"]: each["assignments"]["nodes"] for each in bank["positions"]["nodes"]}
    (head,) = (each for each in positions["BB_HEAD"] if each["kind"] == "PRIMARY")
    doubles = [each for each in positions["BB_DOUBLE"] if each["kind"] == "SUBSTITUTE"]
    assert len(doubles) == 2
    assert {each["substitutes"]["employee"]["fullName"] for each in doubles} == {head["employee"]["fullName"]}
    absent = [each for each in bank["workplaces"]["nodes"] if each["inventoryStatus"] == "ABSENT"]
    assert {each["inventoryNumberLabel"] for each in absent} == {"відсутній"}
    kinds = {each["typeCode"] for each in bank["equipment"]["nodes"]}
    assert {"BLOOD_REFRIGERATOR", "PLASMA_FREEZER", "PLATELET_AGITATOR"} <= kinds
    assert {each["department"]["name"] for each in bank["equipment"]["nodes"]} == {bank["name"]}
    assert bank["completeness"] == {"isComplete": True, "missing": [], "recommended": []}


async def test_a_blood_bank_without_a_freezer_is_told_so(service: Service) -> None:
    query = """{ departments(filter: {typeCode: {equal: "LOGISTICS_INVENTORY"}}) {
        nodes { facility { edrpou } completeness { isComplete missing { title } } } } }"""
    answer = (await service.ask(query, token=service.token)).json()
    lacking = [
        each for each in answer["data"]["departments"]["nodes"] if not each["completeness"]["isComplete"]
    ]
    assert {title["title"] for each in lacking for title in each["completeness"]["missing"]} == {
        "Морозильна камера"
    }


async def test_the_head_is_found_by_the_beginnings_of_names(service: Service) -> None:
    query = (
        """query ($text: String!) { employees(filter: {fullName: {search: $text}}) { nodes { fullName } } }"""
    )
    for text in ("шевч тар", "ТАРАС шевченко", "Шевченко  Тарас", "шeвч"):  # the last with a Latin e
        answer = (await service.ask(query, {"text": text}, token=service.token)).json()
        names = [each["fullName"] for each in answer["data"]["employees"]["nodes"]]
        assert any(name.startswith("Шевченко Тарас") for name in names), text


async def test_what_was_read_is_found_again_by_its_id(service: Service) -> None:
    answer = (await service.ask(BLOOD_BANK, {"edrpou": HOSPITAL}, token=service.token)).json()
    facility = answer["data"]["facility"]
    bank = facility["departments"]["nodes"][0]
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Facility { nameShort } ... on Department { name } } }"""
    unknown = base64.urlsafe_b64encode(b"Employee:018f0000-0000-7000-8000-000000000000").decode().rstrip("=")
    ids = [bank["id"], unknown, facility["id"]]
    answer = (await service.ask(query, {"ids": ids}, token=service.token)).json()
    assert answer["data"]["nodes"] == [
        {"__typename": "Department", "id": bank["id"], "name": bank["name"]},
        None,
        {"__typename": "Facility", "id": facility["id"], "nameShort": facility["nameShort"]},
    ]


async def test_a_passer_by_reads_the_public_fields_and_is_told_what_the_others_need(service: Service) -> None:
    public = await service.ask("{ facilities(first: 1) { nodes { nameShort edrpou kind { title } } } }")
    assert public.json()["data"]["facilities"]["nodes"][0]["nameShort"]

    before = service.store.statements
    refused = (await service.ask(BLOOD_BANK, {"edrpou": HOSPITAL})).json()
    assert "data" not in refused
    assert service.store.statements == before
    asked = {each["extensions"]["coordinate"]: each["extensions"]["requires"] for each in refused["errors"]}
    assert {each["extensions"]["code"] for each in refused["errors"]} == {"FORBIDDEN"}
    assert asked["Facility.departments"] == "department:read"
    assert asked["Workplace.inventoryNumberLabel"] == "workplace.inventory:read"
    assert "Facility.nameShort" not in asked


async def test_a_vendor_walks_all_employees_page_by_page(service: Service) -> None:
    query = """query ($after: String) { employees(first: 60, after: $after, orderBy: [LAST_NAME_ASC]) {
        totalCount pageInfo { hasNextPage endCursor } nodes { id lastName } } }"""
    seen: list[str] = []
    after = None
    while True:
        answer = (await service.ask(query, {"after": after}, token=service.token)).json()
        page = answer["data"]["employees"]
        seen += [each["id"] for each in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(seen) == len(set(seen)) == page["totalCount"]
