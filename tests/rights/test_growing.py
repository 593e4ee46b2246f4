"""A role set more never takes a field or a row away."""

from itertools import permutations
from random import Random
from typing import Any

import pytest

from tests.compiler.chance.powers import TEMPLATES, templates_of
from tests.compiler.reference.masks import BULLETS
from tests.rights.door import Door
from tests.rights.stage import Stage
from tests.rights.test_matrix import Trial, stage

__all__ = ["stage"]
PAIRS = Random(1).sample(list(permutations(TEMPLATES, 2)), 8)  # noqa: S311  # no secret


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_one_role_set_more_takes_nothing_away(
    stage: tuple[Stage, Door], first: str, second: str
) -> None:
    trial = await Trial.of(*stage, first, "active")
    before = [(query, await answer(trial, query)) for query in trial.fields()]
    connection = trial.stage.story.connection
    await trial.stage.story.insert(
        "assignment_role_set",
        assignment_id=trial.stage.rows["own"]["assignment"]["id"],
        version_id=(await templates_of(connection))[second],
    )
    trial.door.clock.tick()
    for query, seen in before:
        assert missing(seen, await answer(trial, query)) == []


async def answer(trial: Trial, query: str) -> Any:
    """Give the data of an answer."""
    return (await trial.door.ask(trial.stage.token, query)).json["data"]


def missing(before: Any, after: Any, path: str = "") -> list[str]:
    """Give the places at which something was there before and is not after."""
    if before is None or before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        if "totalCount" in before:  # a page may begin with other rows, of which there are no fewer
            return [] if after["totalCount"] >= before["totalCount"] else [path]
        rest = [key for key in before if key != "redacted"]  # what was left out may now be null
        return [each for key in rest for each in missing(before[key], after.get(key), f"{path}.{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        pairs = zip(before, after, strict=False)
        return [each for one, other in pairs for each in missing(one, other, f"{path}[]")]
    is_mask = isinstance(before, str) and BULLETS[:5] in before and after is not None
    return [] if is_mask else [path]
