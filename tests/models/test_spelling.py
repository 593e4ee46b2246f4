"""How the database orders, folds and finds Ukrainian text, and that its indexes serve that."""

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import search
from tests.models.world import World

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

ORDERS = {
    "facility_by_name": 'facility ORDER BY ukrainian_order(name_short) COLLATE "C", id',
    "department_by_name": 'department ORDER BY facility_id, ukrainian_order(name) COLLATE "C", id',
    "department_type": "department WHERE type_code = 'HR' ORDER BY id",
    "department_facility": "department WHERE facility_id = $1 ORDER BY id",
    "department_parent": "department WHERE parent_id = $1 ORDER BY id",
    "employee_by_name": """employee ORDER BY ukrainian_order(last_name) COLLATE "C",
        ukrainian_order(first_name) COLLATE "C", id""",
    "employee_by_name_in_facility": """employee WHERE facility_id = $1
        AND (ukrainian_order(last_name) COLLATE "C", ukrainian_order(first_name) COLLATE "C", id)
            > (ukrainian_order('Ґ'), ukrainian_order('Є'), $1)
        ORDER BY ukrainian_order(last_name) COLLATE "C", ukrainian_order(first_name) COLLATE "C", id""",
    "employee_facility": "employee WHERE facility_id = $1 ORDER BY id",
    "position_department": "position WHERE department_id = $1 ORDER BY id",
    "assignment_position": "assignment WHERE position_id = $1 ORDER BY id",
    "assignment_employee": "assignment WHERE employee_id = $1 ORDER BY id",
    "workplace_department": "workplace WHERE department_id = $1 ORDER BY id",
    "equipment_department": "equipment WHERE department_id = $1 ORDER BY id",
}

SEARCHES = {
    "facility_search": "facility WHERE search_key LIKE '% лікарн%'",
    "department_search": "department WHERE search_key LIKE '% банк%'",
    "employee_search": "employee WHERE search_key LIKE '% шевч%' AND search_key LIKE '% тар%'",
    "equipment_search": "equipment WHERE search_key LIKE '% холод%'",
    "position_path": "position WHERE facility_id = $1 AND path LIKE '0001.%'",
}


async def in_order(connection: asyncpg.Connection, words: list[str]) -> list[str]:
    rows = await connection.fetch(
        'SELECT word FROM unnest($1::text[]) AS word ORDER BY ukrainian_order(word) COLLATE "C"', words
    )
    return [row["word"] for row in rows]


async def plan_of(connection: asyncpg.Connection, query: str) -> str:
    query = query.replace("$1", "'00000000-0000-0000-0000-000000000000'::uuid")
    return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN SELECT id FROM {query}"))


async def test_letters_stand_in_the_order_of_the_alphabet(connection: asyncpg.Connection) -> None:
    assert await in_order(connection, sorted(ALPHABET)) == list(ALPHABET)
    assert await in_order(connection, sorted(ALPHABET.upper())) == list(ALPHABET.upper())


async def test_names_stand_as_in_a_ukrainian_list(connection: asyncpg.Connection) -> None:
    names = ["Гай", "Ґава", "Дем’янко", "Деня", "Єва", "Жук", "Ива", "Іва", "Їжак", "Йова", "Шевченко", "Яр"]
    assert await in_order(connection, sorted(names)) == names


async def test_case_apostrophes_and_accents_do_not_part_equal_names(connection: asyncpg.Connection) -> None:
    spellings = ["Дем'янів", "ДЕМ’ЯНІВ", "Демʼянів", "Дем`янів", "Дем\u0301янів"]
    keys = await connection.fetch(
        "SELECT DISTINCT ukrainian_order(word) FROM unnest($1::text[]) AS word", spellings
    )
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("name", "sought"),
    [
        ("Шевченко Тарас Григорович", "шевч тар"),
        ("Шевченко Тарас Григорович", "ТАР Шевч"),
        ("Ґалаґан Єва", "галаган"),
        ("Галаган Єва", "ґалаґан"),
        ("Сосюра Володимир", "Cocюpa"),  # the sought С, о, с and р are Latin
        ("Знам'янська Оксана", "знам’янськ"),
        ("Нечуй-Левицький Іван", "левицьк"),
        ("Лікарняний банк крові (ЛБК)", "лбк"),
        ("Спирт 96% «Зразок»", '96% "зраз'),
        ("Відділ №5", "№5"),
    ],
)
async def test_a_search_finds_the_beginnings_of_words(
    connection: asyncpg.Connection, name: str, sought: str
) -> None:
    words = search.search_words(sought)
    assert words
    for word in words:
        assert await connection.fetchval(
            "SELECT search_key($1::text) LIKE '% ' || $2::text || '%'", name, word
        )


@pytest.mark.parametrize("sought", ["%", "_", "%%", "е%о", "_евченко", "вченко", "\\"])
async def test_marks_of_patterns_are_ordinary_text(connection: asyncpg.Connection, sought: str) -> None:
    words = search.search_words(sought)
    found = [
        await connection.fetchval("SELECT search_key('Шевченко') LIKE '% ' || $1::text || '%'", word)
        for word in words
    ]
    assert not all(found)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
async def test_python_folds_as_the_database_does(connection: asyncpg.Connection, text: str) -> None:
    assert await connection.fetchval("SELECT search_fold($1)", text) == search.search_fold(text)


async def test_python_folds_every_listed_character_as_the_database_does(
    connection: asyncpg.Connection,
) -> None:
    text = "".join(chr(number) for number in (*range(1, 0x500), *range(0x2000, 0x2200)))
    folded = await connection.fetchval("SELECT search_fold($1)", text)
    assert folded == search.search_fold(text)
    assert not set(folded) & set("%_\\")


@pytest.mark.parametrize("index", ORDERS)
async def test_an_order_is_read_from_its_index(connection: asyncpg.Connection, index: str) -> None:
    await connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = await plan_of(connection, f"{ORDERS[index]} LIMIT 10")
    assert f"using {index} on" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("index", SEARCHES)
async def test_a_search_is_served_by_its_index(connection: asyncpg.Connection, index: str) -> None:
    await connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    assert f"Bitmap Index Scan on {index}" in await plan_of(connection, SEARCHES[index])


async def test_what_is_searched_is_kept_beside_the_names(world: World) -> None:
    employee = await world.add("employee")
    facility = await world.add("facility", name_full="Повна", name_short="Коротка")
    department = await world.add("department", name="Відділ «Ґанок»")
    device = await world.add("equipment", names=[{"name": "Шейкер-2", "type": "REGISTERED"}])
    person = await world.seen("person", {"id": employee["person_id"]})
    await world.change("person", person, middle_name="Григорович")
    renamed = await world.seen("employee", employee)
    keys = [row["search_key"] for row in (renamed, facility, department, device)]
    assert keys == [" шевченко тарас григорович", " повна коротка", " відділ ганок", " шейкер 2"]


async def test_a_search_does_not_depend_on_what_else_is_there(world: World) -> None:
    for last_name in ("Шевченко", "Шевчук", "Тарасенко"):
        person = await world.add("person", last_name=last_name)
        await world.add("employee", person_id=person["id"])
    found = await world.connection.fetch(f"SELECT last_name FROM {SEARCHES['employee_search']} ORDER BY 1")
    assert [row["last_name"] for row in found] == ["Шевченко", "Шевчук"]
