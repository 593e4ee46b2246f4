"""Entry: what happened, as it is handed to the journal, and the header that its hash covers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from uuid_utils.compat import uuid7

from models.journal import EntryKind

PARTS = ("cms", "evidence", "payload", "result")
"""The blobs that an entry may have, in the order of the alphabet."""

NUMBER_MAX = 2**53
"""Whole numbers below it are the same everywhere (RFC 8785, appendix D)."""

Header = Mapping[str, object]
"""JSON without fractions: texts, whole numbers, truth values, null, lists and objects of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entity and the version that the act left it at."""

    entity: str
    entity_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened.

    `about` is an older entry that this one completes or erases from; `details` are what the operation wants
    remembered in the open: they can never be erased, so no personal data goes into them, only into blobs.
    """

    kind: EntryKind
    at: dt.datetime
    operation: str
    id: UUID = field(default_factory=uuid7)
    actor: UUID | None = None
    client: UUID | None = None
    facility: UUID | None = None
    nonce: str | None = None
    about: UUID | None = None
    details: Header = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.at.utcoffset() is not None, "the moment has a time zone"
        assert set(self.blobs) <= set(PARTS), "a blob is one of PARTS"
        assert _is_plain(self.details), "details are plain: whole numbers, ASCII names"


def stored_header(entry: Entry) -> dict[str, object]:
    """Give what the entry's row holds as its header; what there is none of is left out."""
    members: dict[str, object | None] = {
        "operation": entry.operation,
        "actor": _text(entry.actor),
        "client": _text(entry.client),
        "facility": _text(entry.facility),
        "nonce": entry.nonce,
        "about": _text(entry.about),
        "details": dict(entry.details) or None,
        "parts": sorted(entry.blobs),
    }
    return {name: value for name, value in members.items() if value is not None}


def whole_header(entry: Entry, stored: Header) -> Header:
    """Give the header that the hash covers: the stored one and what stands in columns and tables beside."""
    changes = sorted([each.entity, str(each.entity_id), each.version] for each in entry.changes)
    return {
        **stored,
        "id": str(entry.id),
        "kind": entry.kind.value,
        "at": moment(entry.at),
        "changes": changes,
    }


def moment(at: dt.datetime) -> str:
    """Write a moment as hashes know it: UTC, always with six digits of a second (RFC 3339, 5.6)."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _is_plain(value: object) -> bool:
    """Tell whether PostgreSQL gives a value back exactly as it was written, so that its hash stays."""
    match value:
        case None | bool():
            return True
        case str():
            return "\0" not in value
        case int():
            return abs(value) < NUMBER_MAX
        case list() | tuple():
            return all(map(_is_plain, value))
        case Mapping():
            return all(isinstance(name, str) and name.isascii() for name in value) and all(
                map(_is_plain, value.values())
            )
    return False


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
