"""The verb by which a mail server tells that a letter came back."""

import sys
from typing import Annotated

import typer
import uvloop

from errors import StartRefused
from letters.bounce import REPORT_BYTES_MAX, returned_message_id
from running.database import migrated
from running.settings import read_settings
from running.wiring import now
from store.bounces import bounced


def came_back(
    message_id: Annotated[
        str | None,
        typer.Argument(help="Message-ID листа; без нього звіт RFC 3464 з входу · or a report on the input"),
    ] = None,
) -> None:
    """Позначити, що лист повернувся · note that a letter came back."""
    named = message_id or returned_message_id(sys.stdin.buffer.read(REPORT_BYTES_MAX))
    if named is None:
        raise StartRefused("у звіті немає повернутого листа / the report returns no letter")
    with migrated(read_settings()) as url:
        if not uvloop.run(bounced(url, named, now())):
            raise StartRefused("такого надісланого листа немає / no such letter had been sent")
