"""The links that a letter holds."""

import re

_LINK = re.compile(r"https?://[^\s<>\"]+")


def links_in(text: str) -> tuple[str, ...]:
    """Give the addresses in a text, in their order."""
    return tuple(_LINK.findall(text))
