"""Writing what was judged: a constraint of the database that speaks becomes a refusal that a person can read.

A judgement finds what is taken already; the constraint finds what somebody else took at the same moment, and
what the judgement had to leave out because the actor may not see it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tortoise.exceptions import IntegrityError

from errors import Conflict, Problem, Refusal, Refused, Unprocessable

Refusals = Mapping[str, Refusal]
"""What to say when a constraint speaks, by its name."""


@contextmanager
def told(refusals: Refusals) -> Iterator[None]:
    """Raise the refusal of the constraint that speaks meanwhile; the transaction is over then."""
    try:
        yield
    except IntegrityError as error:
        name = str(getattr(error.args[0] if error.args else None, "constraint_name", None))
        if name not in refusals:
            raise
        raise Refused((refusals[name],)) from error


def taken(at: str, message: str, message_en: str) -> Unprocessable:
    """Say that a value is taken."""
    return Unprocessable((Problem(f"$.input.{at}", "unique", message, message_en),))


def hidden_conflict() -> Conflict:
    """Say that the record cannot be, without telling which other one or which field is in its way."""
    return Conflict(
        "запис суперечить іншому, якого вам не видно; зверніться до адміністратора закладу",
        "the record contradicts another one that you may not see; ask the facility's administrator",
    )


def bounded(at: str) -> Unprocessable:
    """Say that all of a list or an object together is too long."""
    return Unprocessable(
        (Problem(f"$.input.{at}", "length", "усе разом завелике", "all of it together is too long"),)
    )
