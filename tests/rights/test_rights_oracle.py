"""Whoever asks, the service answers as the slow reference does, which judges row by row and grant by grant.

`HYPOTHESIS_PROFILE=thorough python -m pytest tests/rights` tries more examples, and looks for the smallest
when one fails.
"""

import json
from random import Random

import pytest
from graphql import parse
from hypothesis import given, note
from hypothesis import strategies as st

from tests.compiler.chance.documents import Author
from tests.compiler.questions import ROOTS, every_field_of
from tests.rights.bounds import chances
from tests.rights.door import Place, same


@pytest.mark.parametrize("name", ROOTS)
async def test_everyone_sees_of_every_field_what_the_reference_shows(place: Place, name: str) -> None:
    for caller in place.callers:
        marked = f"{{ {ROOTS[name]} @ifPermitted {{ totalCount nodes {{ {permitted_fields_of(name)} }} }} }}"
        await place.agree(caller, marked)


@pytest.mark.parametrize("name", ROOTS)
async def test_whoever_holds_less_is_refused_all_that_the_reference_refuses(place: Place, name: str) -> None:
    for caller in place.callers:
        await place.agree(caller, f"{{ {ROOTS[name]} {{ nodes {{ {every_field_of(name)} }} }} }}")


@chances(60)
@given(chance=st.integers(0, 2**64).map(Random) | st.randoms(use_true_random=False))
async def test_a_random_document_of_anyone_is_answered_as_the_reference_does(
    place: Place, chance: Random
) -> None:
    caller = chance.choice(place.callers)
    reference = place.seen_by(caller)
    author = Author(chance, reference, modest=chance.random() < 0.8)
    document = author.document()
    note(caller.name)
    note(document)
    for variables in (author.arguments.variables, author.arguments.changed()):
        note(json.dumps(variables, ensure_ascii=False))
        reply = await place.door.ask(caller.token, document, variables)
        same(reply.json, reference.expected(parse(document), variables))


def permitted_fields_of(name: str) -> str:
    """Give every field of an entity, each of which is left out where it would be refused."""
    return every_field_of(name, mark="@ifPermitted")
