"""How a setting is declared: its default, what it means, and what is expected when it is given wrongly."""

from typing import Any

from pydantic import Field


def setting(default: object, meaning: str, expected: str, **bounds: Any) -> Any:
    """Declare a setting; pydantic gives the field's own type."""
    return Field(default, description=meaning, title=expected, **bounds)


def rate(default: str, of_what: str) -> Any:
    """Declare how often something may happen."""
    return setting(
        default,
        f"Скільки {of_what}; лічить кожен процес окремо",
        "число/second, minute або hour / a number/second, minute or hour",
        pattern=r"^[1-9][0-9]{0,6}/(second|minute|hour)$",
    )


def count(default: int, meaning: str, most: int) -> Any:
    """Declare a number of days, hours or times."""
    return setting(
        default,
        meaning,
        f"число від 1 до {most} / a number from 1 to {most}",
        ge=1,
        le=most,
    )
