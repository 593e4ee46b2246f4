"""Walking over the pages of a connection, forwards and backwards, meets every row once and in order."""

import pytest

from errors import BadCursor
from tests.compiler.hospital import Hospital
from tests.reading import Json, Reader

FORWARDS = """
query ($size: Int!, $cursor: String, $order: [{type}Order!], $filter: {type}Filter) {{
  {field}(first: $size, after: $cursor, orderBy: $order, filter: $filter) {{
    edges {{ cursor node {{ id }} }}
    pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }}
    totalCount
  }}
}}"""
BACKWARDS = FORWARDS.replace("first:", "last:").replace("after:", "before:")
ORDERS = [
    ("employees", "Employee", []),
    ("employees", "Employee", ["LAST_NAME_ASC"]),
    ("employees", "Employee", ["LAST_NAME_DESC", "FIRST_NAME_DESC"]),
    ("employees", "Employee", ["STATUS_ASC", "LAST_NAME_DESC"]),
    ("employees", "Employee", ["START_DATE_ASC"]),
    ("employees", "Employee", ["START_DATE_DESC"]),
    ("employees", "Employee", ["MIDDLE_NAME_DESC", "START_DATE_ASC", "LAST_NAME_DESC"]),
    ("employees", "Employee", ["LAST_NAME_ASC", "LAST_NAME_DESC"]),
    ("facilities", "Facility", ["EDRPOU_DESC", "REGISTERED_AT_ASC"]),
    ("departments", "Department", ["CODE_ASC", "PATH_DESC"]),
    ("positions", "Position", ["HEADCOUNT_DESC", "TITLE_CODE_ASC"]),
    ("assignments", "Assignment", ["RATE_ASC", "START_DATE_DESC", "END_DATE_ASC"]),
    ("equipmentList", "Equipment", ["NEXT_VERIFICATION_ON_DESC", "NAME_ASC"]),
    ("equipmentList", "Equipment", ["INVENTORY_NUMBER_ASC"]),
]


async def page(reader: Reader, query: str, variables: dict[str, object]) -> Json:
    return next(iter((await reader.data(query, variables)).values()))


@pytest.mark.parametrize(("field", "type_", "order"), ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("query", [FORWARDS, BACKWARDS], ids=["forwards", "backwards"])
async def test_pages_join_to_the_whole(
    reader: Reader, field: str, type_: str, order: list[str], size: int, query: str
) -> None:
    document = query.format(field=field, type=type_)
    whole = await page(reader, FORWARDS.format(field=field, type=type_), {"size": 1000, "order": order})
    forwards = query is FORWARDS
    more, cursor = ("hasNextPage", "endCursor") if forwards else ("hasPreviousPage", "startCursor")

    walked: list[Json] = []
    variables: dict[str, object] = {"size": size, "order": order}
    while True:
        seen = await page(reader, document, variables)
        assert seen["totalCount"] == whole["totalCount"]
        assert seen["pageInfo"]["startCursor"] == seen["edges"][0]["cursor"]
        assert seen["pageInfo"]["endCursor"] == seen["edges"][-1]["cursor"]
        walked = walked + seen["edges"] if forwards else seen["edges"] + walked
        if not seen["pageInfo"][more]:
            break
        variables["cursor"] = seen["pageInfo"][cursor]
    assert walked == whole["edges"]
    assert len(walked) == whole["totalCount"] > size


async def test_a_page_before_the_first_row_is_empty(reader: Reader) -> None:
    document = BACKWARDS.format(field="employees", type="Employee")
    first = await page(reader, FORWARDS.format(field="employees", type="Employee"), {"size": 1})
    variables = {"size": 5, "cursor": first["pageInfo"]["startCursor"]}
    assert await page(reader, document, variables) == {
        "edges": [],
        "pageInfo": {
            "startCursor": None,
            "endCursor": None,
            "hasNextPage": True,
            "hasPreviousPage": False,
        },
        "totalCount": 7,
    }


async def test_rows_between_two_cursors(reader: Reader) -> None:
    order = "orderBy: [START_DATE_DESC, LAST_NAME_ASC]"
    whole = (await reader.data(f"{{ employees({order}) {{ edges {{ cursor }} }} }}"))["employees"]["edges"]
    between = f"""
    query ($after: String, $before: String) {{
      first: employees(first: 2, after: $after, before: $before, {order}) {{
        edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }}
      }}
      last: employees(last: 2, after: $after, before: $before, {order}) {{
        edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }}
      }}
    }}"""
    variables = {"after": whole[1]["cursor"], "before": whole[5]["cursor"]}
    assert await reader.data(between, variables) == {
        "first": {"edges": whole[2:4], "pageInfo": {"hasNextPage": True, "hasPreviousPage": True}},
        "last": {"edges": whole[3:5], "pageInfo": {"hasNextPage": True, "hasPreviousPage": True}},
    }


async def test_a_cursor_outlives_its_row(reader: Reader) -> None:
    """The place of a row that is gone from the filter is still a place."""
    query = FORWARDS.format(field="employees", type="Employee")
    order = ["LAST_NAME_ASC"]
    whole = await page(reader, query, {"size": 1000, "order": order})
    names = {"status": {"equal": "ACTIVE"}}  # the first in order is dismissed
    rest = await page(
        reader,
        query,
        {"size": 1000, "order": order, "filter": names, "cursor": whole["edges"][0]["cursor"]},
    )
    assert rest["edges"] == whole["edges"][1:]


@pytest.mark.parametrize(
    "other", [["LAST_NAME_DESC"], ["FIRST_NAME_ASC"], [], ["LAST_NAME_ASC", "STATUS_ASC"]]
)
async def test_a_cursor_of_another_order_is_refused(reader: Reader, other: list[str]) -> None:
    query = FORWARDS.format(field="employees", type="Employee")
    seen = await page(reader, query, {"size": 1, "order": ["LAST_NAME_ASC"]})
    answer = await reader.ask(query, {"size": 1, "order": other, "cursor": seen["pageInfo"]["endCursor"]})
    assert [type(error) for error in answer.errors] == [BadCursor]
    assert reader.sent == []


async def test_cursors_of_a_nested_page_are_those_of_the_entity(reader: Reader, hospital: Hospital) -> None:
    nested = await reader.data(
        "query ($id: ID!) { facility(id: $id) { employees(first: 2) { edges { cursor } } } }",
        {"id": hospital.ids["hospital"]},
    )
    cursor = nested["facility"]["employees"]["edges"][1]["cursor"]
    following = await reader.data(
        "query ($cursor: String) { employees(first: 1, after: $cursor) { nodes { lastName } } }",
        {"cursor": cursor},
    )
    assert following == {"employees": {"nodes": [{"lastName": "Ґалаґан"}]}}
