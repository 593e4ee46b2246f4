"""Bounds on the variables of a call, before they are read: their number, their nesting, the length of texts.

Reading them costs some microseconds a value, and walks their nesting by recursion; this walk does not.
"""

from collections.abc import Mapping

from compiler.binding import refuse_unstorable
from compiler.limits import Limits, too_complex
from errors import BadRequest

_INT8 = 2**63


def check_variables(variables: Mapping[str, object], limits: Limits) -> None:
    """Refuse variables that pass a bound, or hold what no argument takes."""
    values = characters = 0
    level: list[object] = [variables]
    for _ in range(limits.value_depth + 1):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict | list):
                values += len(value)
                _bound("values", limits.values, values)
                below += value.values() if isinstance(value, dict) else value
            elif isinstance(value, str):
                characters += len(value)
                _bound("text", limits.text, characters)
                refuse_unstorable(value)
            elif isinstance(value, int) and not -_INT8 <= value < _INT8:
                raise BadRequest("число у змінних завелике", "a number in the variables is too large")
        level = below
        if not level:
            return
    raise too_complex("value_depth", limits.value_depth, None)


def _bound(name: str, most: int, seen: int) -> None:
    if seen > most:
        raise too_complex(name, most, seen)
