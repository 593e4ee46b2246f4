"""The matrix: every default role set × every field, filter and order × every distance × every state.

The coordinates come from the frozen catalogue, the rows from `stage.py`, and what is expected of them from
the reference. One document asks for many coordinates at once.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from random import Random

import pytest
from graphql import parse

from tests.compiler.chance.arguments import Arguments
from tests.compiler.chance.powers import TEMPLATES, templates_of
from tests.compiler.hospital import NOW
from tests.compiler.questions import ROOTS, every_field_of, every_operator, every_order
from tests.compiler.reference.answers import Reference
from tests.compiler.reference.rights import Bearer
from tests.compiler.reference.things import TABLE_OF, Things
from tests.conftest import name_of, new_database
from tests.reading import connected
from tests.rights.door import Door, opened, same
from tests.rights.stage import IN_FORCE, STATES, Stage
from tests.worlds import Story, global_id

ALIASES = 40
LEFT = ("Facility", "Employee")
"""What is asked for where nothing is held but by everyone, so that the rest would be left out."""


@pytest.fixture(scope="module")
async def stage(server_url: str, migrated_url: str) -> AsyncIterator[tuple[Stage, Door]]:
    async with new_database(server_url, name_of(migrated_url)) as url, connected(url) as connection:
        built = Stage(Story(connection))
        await built.build()
        async with opened(url) as door:
            yield built, door


class Trial:
    """One role set in one state: the service beside the reference."""

    def __init__(self, stage: Stage, door: Door, reference: Reference) -> None:
        self.stage = stage
        self.door = door
        self.reference = reference

    @classmethod
    async def of(cls, stage: Stage, door: Door, template: str, state: str) -> "Trial":
        """Bring the caller into the state, and read the world as it is then."""
        connection = stage.story.connection
        await stage.enter(state, (await templates_of(connection))[template])
        door.clock.tick()
        return cls(stage, door, Reference(await Things.read(connection, NOW), Bearer(stage.caller)))

    async def agree(self, query: str) -> None:
        """See that both answer alike."""
        reply = await self.door.ask(self.stage.token, query)
        same(reply.json, self.reference.expected(parse(query), {}))

    def fields(self, names: Iterable[str] = ROOTS) -> Iterator[str]:
        """Ask for every field of the rows at every distance."""
        for name in names:
            table = TABLE_OF[name]
            ids = [global_id(table, rows[table]) for rows in self.stage.rows.values() if table in rows]
            listed = ", ".join(f'"{each}"' for each in dict.fromkeys(ids))
            fields = every_field_of(name, depth=1, mark="@ifPermitted")
            yield f"{{ nodes(ids: [{listed}]) {{ id redacted ... on {name} {{ {fields} }} }} }}"

    def refusals(self) -> Iterator[str]:
        """Ask for every field without leave to leave anything out."""
        for name, root in ROOTS.items():
            yield f"{{ {root} {{ nodes {{ {every_field_of(name, depth=1)} }} }} }}"

    def arguments(self) -> Iterator[str]:
        """Filter by every field with every operator, and order by every code."""
        writer = Arguments(Random(0), self.reference)  # noqa: S311  # no secret
        for name, root in ROOTS.items():
            parts = []
            for entity, key, operator, kind in every_operator():
                if entity == name:
                    wanted = writer.operand(name, key, operator, kind)
                    value = writer.constant({key: {operator: wanted}}, f"{name}Filter")
                    parts += [f"filter: {value}", f"filter: {{not: {value}}}"]
            parts += [f"orderBy: {code}" for entity, code in every_order() if entity == name]
            for at in range(0, len(parts), ALIASES):
                asked = (
                    f"a{number}: {root}({part}) {{ totalCount edges {{ cursor node {{ id }} }} }}"
                    for number, part in enumerate(parts[at : at + ALIASES])
                )
                yield f"{{ ... @ifPermitted {{ {' '.join(asked)} }} }}"


@pytest.mark.parametrize("template", TEMPLATES)
async def test_a_default_role_set_shows_what_the_reference_shows_in_every_state(
    stage: tuple[Stage, Door], template: str
) -> None:
    for state in STATES:
        trial = await Trial.of(*stage, template, state)
        for query in trial.fields(ROOTS if state in IN_FORCE else LEFT):
            await trial.agree(query)


@pytest.mark.parametrize("template", TEMPLATES)
async def test_a_default_role_set_filters_and_orders_by_what_it_shows(
    stage: tuple[Stage, Door], template: str
) -> None:
    trial = await Trial.of(*stage, template, "active")
    for query in (*trial.refusals(), *trial.arguments()):
        await trial.agree(query)


@pytest.mark.parametrize("state", STATES)
async def test_rights_are_held_exactly_while_an_assignment_is_in_force(
    stage: tuple[Stage, Door], state: str
) -> None:
    trial = await Trial.of(*stage, "FACILITY_ADMIN", state)
    assert trial.reference.rights.held("employee.identity:read") == (state in IN_FORCE)
    for query in (*trial.refusals(), "{ employees { totalCount nodes { id identity { taxId } } } }"):
        await trial.agree(query)
