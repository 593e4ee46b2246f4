"""What is hidden has no influence: two worlds that differ only in it answer with the same bytes."""

import json
from collections.abc import AsyncIterator
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from compiler.ids import encode_id
from tests.compiler.chance.documents import Author
from tests.compiler.chance.powers import Caller
from tests.compiler.questions import ROOTS
from tests.conftest import name_of, new_database
from tests.reading import connected
from tests.rights.bounds import chances
from tests.rights.conftest import built, random_place
from tests.rights.door import Door, Place, opened
from tests.rights.hidden import add_rows, apply, changes, remove_rows
from tests.worlds import Story

SEED = 3


class Twins:
    """A world as it is, and its twin, which may be changed."""

    def __init__(self, place: Place, other: Door, story: Story) -> None:
        self.place = place
        self.other = other
        self.story = story


@pytest.fixture(scope="module")
async def twins(server_url: str, migrated_url: str) -> AsyncIterator[Twins]:
    template = name_of(migrated_url)
    async with (
        random_place(server_url, template, SEED) as place,
        new_database(server_url, template) as url,
        connected(url) as connection,
    ):
        story, _ = await built(connection, SEED)
        async with opened(url) as other:
            yield Twins(place, other, story)


async def compare(twins: Twins, chance: Random, caller: Caller) -> None:
    """Ask both the same random documents."""
    for _ in range(3):
        author = Author(chance, twins.place.seen_by(caller), modest=chance.random() < 0.8)
        document, variables = author.document(), author.arguments.variables
        note(document)
        note(json.dumps(variables, ensure_ascii=False))
        one = await twins.place.door.ask(caller.token, document, variables)
        assert one == await twins.other.ask(caller.token, document, variables)


@chances(40)
@given(chance=st.integers(0, 2**64).map(Random) | st.randoms(use_true_random=False))
async def test_hidden_cells_and_rows_change_no_byte_of_an_answer(twins: Twins, chance: Random) -> None:
    caller = chance.choice(twins.place.callers)
    reference = twins.place.seen_by(caller)
    note(caller.name)
    connection = twins.story.connection
    undo = await apply(connection, changes(reference, chance))
    added = await add_rows(twins.story, reference)
    try:
        await compare(twins, chance, caller)
    finally:
        await remove_rows(connection, added)
        await apply(connection, undo)


QUESTIONS = (
    "query ($id: ID!) {{ node(id: $id) {{ id redacted ... on {name} {{ version }} }} }}",
    "query ($id: ID!) {{ nodes(ids: [$id]) {{ id }} }}",
    "query ($id: ID!) {{ {one}(id: $id) {{ id }} }}",
)


@pytest.mark.parametrize("name", ROOTS)
async def test_a_hidden_row_is_answered_like_none_by_the_same_statement(place: Place, name: str) -> None:
    one = f"{name[0].lower()}{name[1:]}"
    for caller in place.callers:
        reference = place.seen_by(caller)
        hidden = [thing for thing in reference.things.all(name) if not reference.rights.sees(thing)]
        for thing in hidden[:1]:
            for question in QUESTIONS:
                await same_as_none(place, caller, question.format(name=name, one=one), name, thing.row["id"])


@pytest.mark.parametrize(
    ("name", "field", "operators"),
    [
        ("Department", "department", ("within",)),
        ("Department", "parent", ("equal",)),
        ("Position", "department", ("equal", "within")),
        ("Employee", "department", ("within",)),
        ("Assignment", "department", ("within",)),
        ("Assignment", "position", ("equal",)),
        ("Assignment", "employee", ("equal",)),
        ("Assignment", "substitutes", ("equal",)),
        ("Workplace", "department", ("equal", "within")),
        ("Equipment", "department", ("equal", "within")),
        ("Equipment", "workplace", ("equal",)),
        ("Equipment", "parent", ("equal",)),
    ],
)
async def test_a_condition_on_a_hidden_row_is_answered_like_one_on_none(
    place: Place, name: str, field: str, operators: tuple[str, ...]
) -> None:
    target = {"parent": name, "substitutes": "Assignment"}.get(field, field.capitalize())
    conditions = [f"{{{field}: {{{operator}: $id}}}}" for operator in operators]
    conditions += [f"{{not: {condition}}}" for condition in conditions]
    asked = " ".join(
        f"a{number}: {ROOTS[name]}(filter: {condition}) {{ totalCount }}"
        for number, condition in enumerate(conditions)
    )
    for caller in place.callers:
        reference = place.seen_by(caller)
        hidden = [thing for thing in reference.things.all(target) if not reference.rights.sees(thing)]
        for thing in hidden[:2]:
            await same_as_none(place, caller, f"query ($id: ID!) {{ {asked} }}", target, thing.row["id"])


async def same_as_none(place: Place, caller: Caller, query: str, kind: str, key: UUID) -> None:
    """See that the id of a row is answered as one that nothing has, by the same statement."""
    nothing = UUID(int=key.int ^ (1 << 70))
    replies, statements = [], []
    for each in (key, nothing):
        place.door.sent.clear()
        replies.append(await place.door.ask(caller.token, query, {"id": encode_id(kind, each)}))
        statements.append(place.door.sent[:])
    assert replies[0] == replies[1], (caller.name, query)
    assert statements[0] == statements[1]
