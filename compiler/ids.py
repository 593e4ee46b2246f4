"""Relay global ids: base64url, without line breaks or padding, of the type's name, a colon and the UUID.

The text is ASCII without `>`, `?` and `~`, so its base64 never holds `+` or `/`, and PostgreSQL's `encode`
gives the same characters.
"""

import base64
import binascii
import re
from functools import lru_cache
from uuid import UUID

from errors import BadId

_TEXT = re.compile(r"([A-Za-z]{1,40}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


ID_LENGTH_MAX = 104
"""The longest name of a type, a colon and a UUID, encoded."""


def encode_id(entity: str, key: UUID) -> str:
    """Give the global id of a row."""
    return base64.urlsafe_b64encode(plain_id(entity, key).encode()).decode().rstrip("=")


def decode_id(given: object) -> tuple[str, UUID]:
    """Give the type's name and the key of a global id; BadId when it is not one."""
    text = str(given)
    found = _decoded(text) if len(text) <= ID_LENGTH_MAX else None
    if found is None:
        shown = text[:40]
        raise BadId(
            f"ідентифікатор «{shown}» записано неправильно",
            f'id "{shown}" is malformed',
        )
    return found


@lru_cache(maxsize=4096)
def _decoded(text: str) -> tuple[str, UUID] | None:
    """Decode once what a document may ask for under many names."""
    found = _TEXT.fullmatch(_plain(text))
    return (found[1], UUID(found[2])) if found else None


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def plain_id(entity: str, key: UUID) -> str:
    """Give the id of a row as people read it and sign it."""
    return f"{entity}:{key}"


def read_plain_id(given: object) -> tuple[str, UUID]:
    """Give the type's name and the key of an id in signed bytes; BadId when it is not one."""
    found = _TEXT.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        shown = str(given)[:40]
        raise BadId(
            f"ідентифікатор «{shown}» записано неправильно: у підписаних даних пишуть «Тип:uuid»",
            f'id "{shown}" is malformed: in signed bytes it is written "Type:uuid"',
        )
    return found[1], UUID(found[2])


def key_of(entity: str, given: object) -> UUID | None:
    """Give the key of a global id of this entity, None for another entity's."""
    name, key = decode_id(given)
    return key if name == entity else None
