"""The words in which a signer reads what is signed: every field of the wish that is given, by its title."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import get_type_hints

from commands.act import UNCHANGED, Asked
from models import Enumeration
from permissions.holdings import KYIV

EMPTIED = "(порожньо)"


def sentence(headline: str, wish: object, shown: Mapping[str, str] | None = None) -> str:
    """Give the headline and the given fields; `shown` has what is said instead of ids and codes."""
    said = "; ".join(_fields(wish, shown or {}))
    return f"{headline}. {said}." if said else f"{headline}."


def _fields(wish: object, shown: Mapping[str, str]) -> Iterator[str]:
    kind: type = type(wish)
    titles = _titles(kind)
    partial = any(getattr(wish, name) is UNCHANGED for name in titles)
    for name, title in titles.items():
        value = getattr(wish, name)
        if name in shown:
            yield f"{title}: {shown[name]}"
        elif value is None and partial:
            yield f"{title}: {EMPTIED}"
        elif value is not UNCHANGED and value not in (None, ()):
            yield f"{title}: {_told(value)}"


def _told(value: object) -> str:
    """Say a value as a person writes it."""
    if isinstance(value, bool):
        return "так" if value else "ні"
    if isinstance(value, Enumeration):
        return value.title_uk
    if isinstance(value, datetime):
        return f"{value.astimezone(KYIV):%d.%m.%Y %H:%M} (за Києвом)"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, tuple):
        return " та ".join(map(_told, value))
    if dataclasses.is_dataclass(value):
        parts = (getattr(value, each.name) for each in dataclasses.fields(value))
        return ", ".join(_told(part) for part in parts if part is not None)
    return f"«{value}»" if isinstance(value, str) else str(value)


@cache
def _titles(wish: type) -> Mapping[str, str]:
    """Give the titles of a wish's fields, in their order."""
    hints = get_type_hints(wish, include_extras=True)
    return {name: asked.title for name, hint in hints.items() for asked in _asked(hint)}


def _asked(hint: object) -> Iterator[Asked]:
    yield from (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Asked))
