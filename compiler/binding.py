"""Binding a plan's parameters to one call; text that PostgreSQL cannot hold is refused before it is sent."""

from compiler.tree import Call, Parameter
from errors import BadRequest


def bind(parameters: tuple[Parameter, ...], call: Call) -> list[object]:
    """Give the values of a statement's parameters, in the order of their numbers."""
    values = [parameter.get(call) for parameter in parameters]
    for value in values:
        if isinstance(value, str):
            refuse_unstorable(value)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, str):
                    refuse_unstorable(item)
    return values


def refuse_unstorable(text: str) -> None:
    """Refuse a NUL, which PostgreSQL keeps out of text, and halves of surrogate pairs, which UTF-8 does."""
    if "\x00" in text or not _has_utf8(text):
        raise BadRequest(
            "рядок містить символ, якого не може бути в тексті",
            "a string holds a character that text cannot have",
        )


def _has_utf8(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
