"""What an act tells once: written into its answer after the database has given it, and nowhere else.

A link or a secret is no value of the registry, so no statement carries it, and a repeated answer lacks it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from graphql import GraphQLSchema
from strawberry.utils.str_converters import to_camel_case

from commands.act import Act
from schema.question import Answer, Question


def disclosed(
    answer: Answer, asked: Question, graph: GraphQLSchema, act: Act[Any, Any], told: Mapping[str, str | None]
) -> Answer:
    """Give an answer with what is told once, where the document asks for it."""
    said = {to_camel_case(name): value for name, value in told.items() if value is not None}
    assert said.keys() <= {to_camel_case(name) for name in act.tells}, "an act tells what it declares"
    if not said or answer.data is None:
        return answer
    shown: dict[str, dict[str, object]] = orjson.loads(answer.data)
    selection = asked.selection(graph)
    payload = f"{act.name[0].upper()}{act.name[1:]}Payload"
    for root, field in asked.roots(graph).items():
        if field.name == act.name:
            keys = selection.of(payload, field).items()
            shown[root] |= {key: said[each.name] for key, each in keys if each.name in said}
    return replace(answer, data=orjson.dumps(shown))
