"""What the reference knows of vendors' clients and the facilities that let them in."""

from collections.abc import Callable, Mapping

from tests.compiler.reference.things import Row, Things


def _is_in_force(things: Things, row: Row) -> bool:
    until = row["ends_on"]
    return (
        row["status"] == "ACTIVE"
        and row["starts_on"] <= things.today
        and (not until or until >= things.today)
    )


VALUES: Mapping[str, Callable[[Things, Row], object]] = {"MisConnection.isInForce": _is_in_force}
OBJECTS: Mapping[str, Callable[[Things, Row], list[Row]]] = {
    "MisConnection.ceiling": lambda things, row: things.of("role_set_version", id=row["version_id"])
}
