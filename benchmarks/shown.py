"""How long a role set's schema takes to be made, told, and told again: `python -m benchmarks.shown`."""

import asyncio
import statistics
import time
from collections.abc import Callable
from types import MappingProxyType

from graphql import get_introspection_query
from rich.console import Console
from rich.table import Table

from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.region import ANYWHERE
from permissions.role_sets import TEMPLATES
from schema.execution import Executor, Request
from schema.graph import graph
from schema.visible import visible_schema

ROUNDS = 15
WHOLE = Request(get_introspection_query())


async def nothing(statement: str, arguments: list[object]) -> bytes:
    """Stand for a database that is not asked."""
    raise AssertionError(statement, arguments)


def accesses() -> dict[str, Access]:
    """Give an access of each default role set, of the anonymous, of the explorer."""
    held = {
        code: dict.fromkeys((grant.permission for grant in each.grants if grant.use), ANYWHERE)
        for code, each in TEMPLATES.items()
    }
    named = {code: Access(MappingProxyType(each)) for code, each in held.items()}
    return {"anonymous": ANONYMOUS, **named, "EXPLORER": EXPLORER}


def median_ms(act: Callable[[], object]) -> float:
    """Time an act, some rounds of it."""
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - before))
    return statistics.median(taken)


def main() -> None:
    """Measure every access and print a table."""
    table = Table("access", "types", "made, CPU ms", "first told, CPU ms", "again, CPU ms", "bytes")
    loop = asyncio.new_event_loop()
    for name, access in accesses().items():
        shown = visible_schema(graph(), access.shape)
        executor = Executor(graph(), nothing)

        def ask(executor: Executor = executor, access: Access = access) -> bytes:
            return loop.run_until_complete(executor.execute(WHOLE, access)).data or b""

        executor.documents.get(WHOLE.query)
        before = time.process_time()
        answer = ask()
        first = 1000 * (time.process_time() - before)
        made = median_ms(lambda shape=access.shape: visible_schema(graph(), shape))  # type: ignore[misc]
        times = f"{made:.2f}", f"{first:.1f}", f"{median_ms(ask):.3f}"
        table.add_row(name, str(len(shown.type_map)), *times, str(len(answer)))
    loop.close()
    Console().print(table)


if __name__ == "__main__":
    main()
