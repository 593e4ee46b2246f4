"""Global ids: what Python writes PostgreSQL writes too, and nothing else is read as one."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.ids import decode_id, encode_id, key_of
from errors import BadId
from tests.compiler.questions import ROOTS
from tests.reading import Reader

KEY = UUID("018f0000-0000-7000-8000-000000000001")


@given(st.sampled_from(sorted(ROOTS)), st.uuids())
def test_an_id_is_read_back(entity: str, key: UUID) -> None:
    written = encode_id(entity, key)
    assert decode_id(written) == (entity, key)
    assert set("+/=\n").isdisjoint(written)


@pytest.mark.parametrize("entity", ROOTS)
async def test_the_database_writes_the_same_ids(reader: Reader, entity: str) -> None:
    data = await reader.data(f"{{ {ROOTS[entity]} {{ nodes {{ id databaseId }} }} }}")
    for node in data[ROOTS[entity]]["nodes"]:
        assert node["id"] == encode_id(entity, UUID(node["databaseId"]))


def test_an_id_of_another_entity_is_no_key_of_this_one() -> None:
    assert key_of("Facility", encode_id("Facility", KEY)) == KEY
    assert key_of("Facility", encode_id("Department", KEY)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Facility",
        f"Facility:{str(KEY).upper()}",
        f"Facility:{KEY.hex}",
        f"Facility: {KEY}",
        f"Facility:{KEY} ",
        f"Facility:{KEY}\n",
        f":{KEY}",
        f"Fac1lity:{KEY}",
        f"{'F' * 41}:{KEY}",
        f"Заклад:{KEY}",
        f"Facility:{KEY}:{KEY}",
        str(KEY),
    ],
)
def test_other_texts_are_no_ids(text: str) -> None:
    with pytest.raises(BadId):
        decode_id(base64.urlsafe_b64encode(text.encode()).decode().rstrip("="))
    with pytest.raises(BadId):
        decode_id(text)


@given(st.text())
def test_whatever_is_no_id_is_refused_as_such(text: str) -> None:
    with pytest.raises(BadId):
        decode_id(text)
