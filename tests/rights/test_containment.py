"""A relation that skips the scope of its rows is kept in one facility by the constraints that it declares."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from schema.declare import OneOf, PagesOf, SeveralOf
from schema.freeze import fields_of, table_of
from schema.graph import ENTITIES, graph
from schema.reading import bare, declaration_of, name_of
from store.connections import writing

_KEYS = """
SELECT (SELECT relname::text FROM pg_class WHERE oid = c.conrelid) AS one,
    (SELECT relname::text FROM pg_class WHERE oid = c.confrelid) AS other,
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place) AS here,
    ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.place) AS there
FROM pg_constraint c WHERE c.contype = 'f' AND c.convalidated AND c.conname = $1
"""


def contained() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Give each relation that is declared contained: coordinate, the tables to link, and the constraints."""
    graph()  # lets the types see each other
    for entity in ENTITIES:
        for field in fields_of(entity):
            declared = declaration_of(field)
            if isinstance(declared, OneOf | SeveralOf | PagesOf) and declared.contained:
                target = table_of(bare(field).python)
                # a join that compares facilities needs constraints only for what it joins besides
                is_joined = "facility_id = {parent}.facility_id" in (declared.on or "")
                begins = target if is_joined else table_of(entity)
                yield f"{entity.__name__}.{name_of(field)}", begins, target, declared.contained


@pytest.mark.parametrize(
    ("coordinate", "one", "other", "names"),
    list(contained()),
    ids=lambda value: value if "." in value else "",
)
async def test_the_constraints_of_a_relation_lead_from_table_to_table_within_a_facility(
    migrated_connection: asyncpg.Connection, coordinate: str, one: str, other: str, names: tuple[str, ...]
) -> None:
    reached, keys = {one}, []
    for name in names:
        rows = await migrated_connection.fetch(_KEYS, name)
        assert len(rows) == 1, f"{coordinate}: there is no valid foreign key {name}"
        (row,) = rows
        pairs = list(zip(row["here"], row["there"], strict=True))
        assert (home(row["one"]), home(row["other"])) in pairs, f"{coordinate}: {name} leaves the facility"
        keys.append({row["one"], row["other"]})
    for _ in keys:
        reached |= {table for key in keys if key & reached for table in key}
    assert other in reached


def home(table: str) -> str:
    """Give the column that tells a row's facility."""
    return "id" if table == "facility" else "facility_id"


@pytest.fixture
async def migrated_connection(own_database_url: str) -> AsyncIterator[asyncpg.Connection]:
    async with writing(own_database_url) as connection:
        yield connection
