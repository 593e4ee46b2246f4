"""The compiler agrees with the reference on random documents over random worlds.

`HYPOTHESIS_PROFILE=thorough python -m pytest tests/compiler/test_oracle.py` tries more examples, and looks
for the smallest when one fails.
"""

import json
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from random import Random

import pytest
from graphql import parse
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from errors import QueryTooComplex
from schema.execution import Answer, Ceilings
from tests.compiler.chance.arguments import Arguments
from tests.compiler.chance.documents import Author
from tests.compiler.chance.world import RandomWorld
from tests.compiler.hospital import NOW
from tests.compiler.questions import ROOTS, every_field_of, every_operator, every_order
from tests.compiler.reference.answers import Reference
from tests.compiler.reference.pages import Pager
from tests.compiler.reference.things import Things
from tests.conftest import name_of, new_database
from tests.reading import Json, Reader, connected
from tests.worlds import Story

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EXAMPLES = 3000 if THOROUGH else 300
PHASES = tuple(Phase) if THOROUGH else (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = (1, 2)


@dataclass(repr=False)
class Twins:
    """The same world twice: behind the compiler, and in memory."""

    reader: Reader
    reference: Reference


@pytest.fixture(scope="module", params=SEEDS)
async def twins(request: pytest.FixtureRequest, server_url: str, migrated_url: str) -> AsyncIterator[Twins]:
    async with new_database(server_url, name_of(migrated_url)) as url, connected(url) as connection:
        await RandomWorld(Story(connection), request.param).build()
        reader = Reader(connection, NOW, ceilings=Ceilings(rows=10**12, leaves=10**12))
        yield Twins(reader, Reference(await Things.read(connection, NOW)))


def compare(twins: Twins, answer: Answer, document: str, variables: Mapping[str, object]) -> Json:
    """See that the answer is the reference's, the order of keys included; give the data."""
    assert [error.message_en for error in answer.errors] == []
    assert answer.data is not None
    expected = twins.reference.answer(parse(document), variables)
    assert json.dumps(json.loads(answer.data), ensure_ascii=False) == json.dumps(expected, ensure_ascii=False)
    return expected


async def agree(twins: Twins, document: str, variables: Mapping[str, object] | None = None) -> Json:
    """Ask both and compare."""
    return compare(twins, await twins.reader.ask(document, variables), document, variables or {})


@pytest.mark.parametrize("name", ROOTS)
async def test_every_field_is_as_the_reference_has_it(twins: Twins, name: str) -> None:
    data = await agree(twins, f"{{ {ROOTS[name]} {{ nodes {{ {every_field_of(name)} }} }} }}")
    assert data[ROOTS[name]]["nodes"]


@pytest.mark.parametrize("name", ROOTS)
async def test_every_operator_divides_the_rows_as_the_reference_does(twins: Twins, name: str) -> None:
    arguments = Arguments(Random(name), twins.reference)  # noqa: S311  # no secret
    for entity, key, operator, kind in every_operator():
        if entity != name:
            continue
        filters: list[Json] = [
            {key: {operator: arguments.operand(name, key, operator, kind)}} for _ in range(6)
        ]
        filters += [{"not": filter_} for filter_ in filters]
        parts = [f"a{n}: {ROOTS[name]}(filter: $v{n}) {{ nodes {{ id }} }}" for n in range(len(filters))]
        given = ", ".join(f"$v{n}: {name}Filter" for n in range(len(filters)))
        variables = {f"v{n}": filter_ for n, filter_ in enumerate(filters)}
        await agree(twins, f"query ({given}) {{ {' '.join(parts)} }}", variables)


@pytest.mark.parametrize("name", ROOTS)
async def test_rows_lie_before_and_after_every_cursor_as_the_reference_says(twins: Twins, name: str) -> None:
    chance = Random(name)  # noqa: S311  # no secret
    codes = [code for entity, code in every_order() if entity == name]
    things = twins.reference.things.all(name)
    for order in [[], *([code] for code in codes), *(chance.sample(codes, 2) for _ in range(8))]:
        pager = Pager(name, order, twins.reference.value)
        cursors = {f"c{n}": pager.cursor(thing) for n, thing in enumerate(chance.sample(things, 3))}
        parts = [
            f"{side}{way}{c}: {ROOTS[name]}({side}: ${c}, {way}: 3, orderBy: $order) {{ edges {{ cursor }} }}"
            for c in cursors
            for side in ("after", "before")
            for way in ("first", "last")
        ]
        given = ", ".join(f"${c}: String" for c in cursors)
        document = f"query ($order: [{name}Order!], {given}) {{ {' '.join(parts)} }}"
        await agree(twins, document, {"order": order, **cursors})


@settings(
    max_examples=EXAMPLES // len(SEEDS),
    deadline=None,
    phases=PHASES,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(chance=st.integers(0, 2**64).map(Random) | st.randoms(use_true_random=False))
async def test_a_random_document_is_answered_as_the_reference_does(twins: Twins, chance: Random) -> None:
    """The document is asked again with variables of another shape, and once more with the first."""
    author = Author(chance, twins.reference)
    document = author.document()
    note(document)
    first = author.arguments.variables
    for variables in (first, author.arguments.changed(), first):
        note(json.dumps(variables, ensure_ascii=False))
        answer = await twins.reader.ask(document, variables)
        assume(not any(isinstance(error, QueryTooComplex) for error in answer.errors))
        compare(twins, answer, document, variables)
