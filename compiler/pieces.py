"""The pieces of a printed answer: JSON text as it stands, and SQL expressions that yield it."""

from dataclasses import dataclass

import orjson

from compiler.catalogue import Kind
from compiler.tree import Leaf

_CONCAT_MAX = 80
"""PostgreSQL passes at most 100 arguments to a function."""


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression among the pieces of an answer; a plain `str` among them is JSON text as it stands."""

    text: str


Pieces = list[str | Sql]


def leaf_pieces(sql: str, leaf: Leaf) -> Pieces:
    """Print a scalar: only text can need escaping, the other kinds print as they are."""
    kind = leaf.kind
    if kind is Kind.LIST:
        return [Sql(sql)]
    if kind in (Kind.TEXT, Kind.MOMENT):
        json = f"to_json({sql})"
        return [Sql(f"coalesce({json}, 'null')" if leaf.nullable else json)]
    if kind in (Kind.INT, Kind.BOOLEAN):
        text = f"({sql})::text"
        return [Sql(f"coalesce({text}, 'null')" if leaf.nullable else text)]
    if leaf.nullable:
        return [Sql(f"coalesce('\"' || ({sql}) || '\"', 'null')")]
    return ['"', Sql(sql), '"']


def global_id(entity: str, row: str) -> str:
    """Print the id of `compiler/ids.py`, whose padding is known from the length of the entity's name."""
    text = f"encode(convert_to('{entity}:' || {row}.id, 'UTF8'), 'base64')"
    padded = -(len(entity) + 1 + 36) % 3
    return f"rtrim({text}, '=')" if padded else text


def json_text(text: str) -> str:
    """Give a text as JSON."""
    return orjson.dumps(text).decode()


def sql_text(value: str) -> str:
    """Give a text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def concatenated(pieces: Pieces) -> str:
    """Print pieces as one expression, neighbouring text joined."""
    parts: list[str] = []
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            parts.append(sql_text(text))
            text = ""
        parts.append(piece.text)
    if text:
        parts.append(sql_text(text))
    if len(parts) == 1:
        return parts[0]
    while len(parts) > _CONCAT_MAX:
        parts = [
            f"concat({', '.join(parts[at : at + _CONCAT_MAX])})" for at in range(0, len(parts), _CONCAT_MAX)
        ]
    return f"concat({', '.join(parts)})"
