"""A template: what a letter of one kind says, with places for what is different in each.

`{{name}}` is filled by the parameter of that name; `{{name?}}` may be missing, and then its whole paragraph
is left out. `{{link}}` is no parameter: it is the secret that a letter carries sealed, and it stands in a
paragraph of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LINK = "link"

_PLACE = re.compile(r"\{\{([A-Za-z.]+)(\??)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """What a letter says; `brief` is the same in one sentence, for a notice inside the system.

    Empty lines part the paragraphs of the body; where its lines end otherwise means nothing.
    """

    subject: str
    brief: str
    body: str
    button: str | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Give the paragraphs of the body, each in one line."""
        return tuple(" ".join(paragraph.split()) for paragraph in self.body.strip().split("\n\n"))

    @property
    def wanted(self) -> frozenset[str]:
        """Which parameters there must be."""
        return frozenset(
            name
            for text in (self.subject, self.brief, self.body)
            for name, optional in _PLACE.findall(text)
            if not optional
        )


def filled(text: str, parameters: Mapping[str, str]) -> str | None:
    """Fill a text's places; None if one that may be missing is."""
    if any(optional and not parameters.get(name) for name, optional in _PLACE.findall(text)):
        return None
    return _PLACE.sub(lambda place: parameters[place[1]], text)
