"""What the log is told of a defect: where it is, and of which kind, in none of its words.

An error's words may repeat a value, and a value may be somebody's tax number.
"""

from collections.abc import Iterator
from traceback import format_tb


def traced(error: BaseException) -> str:
    """Give the stack of an error and of those behind it, the first one first."""
    told = ["".join(format_tb(each.__traceback__)) + type(each).__qualname__ for each in _chain(error)]
    return "\n\n".join(reversed(told))


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
