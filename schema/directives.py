"""The directives of the graph: what a coordinate requires, and what may be left out of an answer."""

from collections.abc import Iterable

import strawberry
from strawberry.directive import DirectiveLocation
from strawberry.schema_directive import Location

from compiler.selection import IF_PERMITTED
from schema.arguments import Arguments
from schema.freeze import fields_of
from schema.needs import FREE, Need, Needs
from schema.reading import name_of

REQUIRES = "requires"


@strawberry.schema_directive(
    name=REQUIRES,
    description=(
        "Право, без якого поля, умови чи порядку не запитують; кілька директив потребують усіх прав разом."
        " `mask` — маска, яку замість значення бачить той, хто має лише право підглянути"
    ),
    locations=[Location.FIELD_DEFINITION, Location.INPUT_FIELD_DEFINITION, Location.ENUM_VALUE],
    repeatable=True,
)
class Requires:
    """A permission that a coordinate needs."""

    permission: str
    mask: str | None = strawberry.UNSET


@strawberry.directive(
    name=IF_PERMITTED,
    description=(
        "Пропустити поле, якщо на нього, його аргументи чи щось у ньому немає права, замість відмови"
        " на весь запит; пропущене перелічено в extensions.omitted"
    ),
    locations=[DirectiveLocation.FIELD, DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
)
def if_permitted() -> None:
    """Stand for the directive: the planner reads it from the document."""


def tell_needs(needs: Needs, types: Iterable[type], arguments: Iterable[Arguments]) -> None:
    """Let the SDL tell what every field, filter and order requires."""
    for cls in types:
        for field in fields_of(cls):
            field.directives = _requires(needs.get(f"{cls.__name__}.{name_of(field)}", FREE))
    for each in arguments:
        for field in fields_of(each.filter):
            field.directives = _requires(needs.get(f"{each.filter.__name__}.{name_of(field)}", FREE))
        for value in each.order.__strawberry_definition__.values:  # type: ignore[attr-defined]  # strawberry's
            value.directives = _requires(needs[f"{each.order.__name__}.{value.name}"])


def _requires(need: Need) -> list[object]:
    """Give the directives of a need; the mask stands with the permission in whose place it is shown."""
    return [
        Requires(permission=each.code, mask=need.mask if need.mask and not place else strawberry.UNSET)
        for place, each in enumerate(need.permissions)
    ]
