"""What those who may only peek see of a value."""

from collections.abc import Callable, Mapping

from graphql import GraphQLField, is_non_null_type

from tests.compiler.reference import applications

BULLETS = "•••••••"


def last_three(text: str) -> str:
    """Show the end of a number that is long enough to stay unknown."""
    return BULLETS + (text[len(text) - 3 :] if len(text) >= 8 else "")


def first_letter(text: str) -> str:
    """Show how an address begins."""
    return f"{text[0]}•••••@•••••"


MASKS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(applications.MASKED, last_three),
    "EmployeeIdentity.taxId": last_three,
    "EmployeeIdentity.unzr": last_three,
    "IdentityDocument.number": last_three,
    "Phone.number": last_three,
    "EmployeePersonalContact.personalEmail": first_letter,
}

MASKED_WITHIN = {"EmployeeIdentity.documents", "EmployeePersonalContact.mobilePhones"}
"""Lists that stay, because something in their items has a mask."""


def is_shown_masked(kind: str, name: str, declared: GraphQLField) -> bool:
    """Tell whether anything of a field is there for those who may only peek."""
    coordinate = f"{kind}.{name}"
    return coordinate in MASKS or coordinate in MASKED_WITHIN or is_non_null_type(declared.type)
