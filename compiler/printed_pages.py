"""Printing connections: the rows of a page in its order, their number and cursors, and what lies beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler.catalogue import Kind
from compiler.pieces import Pieces, Sql, concatenated, json_text
from compiler.recording import printed_mark
from compiler.tree import Edges, Nodes, Ordering, Page, PageInfo, TotalCount, Value, Window

if TYPE_CHECKING:
    from compiler.statement import Printer


def printed_page(printer: Printer, page: Page, parent: str) -> str:
    """Print a connection: its rows listed, counted or told of, whatever was asked."""
    row = printer.alias()
    peeks = any(isinstance(member.value, PageInfo) for member in page.members)
    if peeks or page.window.backward:
        return _numbered_page(printer, page, row, parent, peeks=peeks)
    pieces: Pieces = ["{"]
    for place, member in enumerate(page.members):
        pieces.append(f"{',' if place else ''}{json_text(member.key)}:")
        value = member.value
        if isinstance(value, Nodes | Edges):
            listed = _listed(printer, value, page, row)
            source = _limited(printer, page, row, parent, extra=0)
            pieces.append(Sql(f"(SELECT {listed} FROM {source}{printer.beside(row)})"))
        else:
            pieces += _counted(printer, value, page, parent)
    return concatenated([*pieces, "}"])


def _counted(printer: Printer, value: Value, page: Page, parent: str) -> Pieces:
    if not isinstance(value, TotalCount):
        return printer.value(value, "")
    row = printer.alias()
    count = "count(*)" if page.mark is None else f"concat(count(*){_marks(printer, page, row)})"
    rows = printer.matching(page.source, row, parent, beside=printer.beside(row))
    return [Sql(f"(SELECT {count} {rows})")]


def _marks(printer: Printer, page: Page, row: str) -> str:
    """Print the marks of all rows, as one more argument of `concat`; nothing where there are none."""
    return "" if page.mark is None else f", string_agg({printed_mark(printer, page.mark, row)}, '')"


def _limited(printer: Printer, page: Page, row: str, parent: str, extra: int) -> str:
    """Print the rows of the page in its order, `extra` rows beyond its size."""
    window = page.window
    rows = printer.matching(page.source, row, parent, *window.bounds)
    order = ", ".join(_ordered(printer, key, row, reverse=window.backward) for key in window.order)
    limit = printer.mark(window.size) + (f" + {extra}" if extra else "")
    return f"(SELECT * {rows} ORDER BY {order} LIMIT {limit}) {row}"


def _ordered(printer: Printer, key: Ordering, row: str, *, reverse: bool) -> str:
    descending = key.descending != reverse
    # nulls come last in both directions, so they come first when a page is read from its end
    nulls_first = reverse
    default_first = descending
    words = " DESC" if descending else ""
    if key.nullable and nulls_first != default_first:
        words += " NULLS FIRST" if nulls_first else " NULLS LAST"
    return printer.filled(key.sql, row) + words


def _listed(
    printer: Printer, value: Nodes | Edges, page: Page, row: str, tail: str = "", order: str = ""
) -> str:
    if isinstance(value, Nodes):
        inner = printer.object(value.object, row, None)
    else:
        inner = printer.members(value.members, row, _cursor(printer, page.window, row))
    return (
        f"concat('['{_marks(printer, page, row)}, string_agg({concatenated(inner)}, ','{order}){tail}, ']')"
    )


def _cursor(printer: Printer, window: Window, row: str) -> str:
    keys = ", ".join(
        printer.filled(key.sql, row) + ("::text" if key.kind is Kind.DECIMAL else "") for key in window.order
    )
    array = f"json_build_array('{window.digest}', {keys})::text"
    return f"translate(encode(convert_to({array}, 'UTF8'), 'base64'), E'+/=\\n', '-_')"


def _numbered_page(printer: Printer, page: Page, row: str, parent: str, *, peeks: bool) -> str:
    """Read the page once, with its rows numbered, when it is read backwards or asked what lies beyond."""
    window = page.window
    source = _limited(printer, page, row, parent, extra=1 if peeks else 0)
    size = printer.mark(window.size)
    tail = f' FILTER (WHERE {row}."#" <= {size})' if peeks else ""
    order = f' ORDER BY {row}."#" DESC' if window.backward else ""
    pieces: Pieces = ["{"]
    for place, member in enumerate(page.members):
        pieces.append(f"{',' if place else ''}{json_text(member.key)}:")
        value = member.value
        if isinstance(value, Nodes | Edges):
            pieces.append(Sql(_listed(printer, value, page, row, tail, order)))
        elif isinstance(value, PageInfo):
            if page.mark is not None:  # the row beyond the page is told of as well
                pieces.append(Sql(f"concat(''{_marks(printer, page, row)})"))
            pieces += _page_info(printer, value, window, row, size)
        else:
            pieces += _counted(printer, value, page, parent)
    numbers = 'row_number() OVER () AS "#", count(*) OVER () AS "##"'
    numbered = f"(SELECT {row}.*, {numbers} FROM {source}) {row}{printer.beside(row)}"
    # HAVING makes it one row even where nothing that was asked is an aggregate
    return f"(SELECT {concatenated([*pieces, '}'])} FROM {numbered} HAVING true)"


def _page_info(printer: Printer, value: PageInfo, window: Window, row: str, size: str) -> Pieces:
    first = f'{row}."#" = least(1, {size})'
    last = f'{row}."#" = least({row}."##", {size})'
    start, end = (last, first) if window.backward else (first, last)
    beyond: Pieces = [Sql(f"(count(*) > {size})::text")]
    behind: Pieces = ["true" if (window.has_before if window.backward else window.has_after) else "false"]
    answers: dict[str, Pieces] = {
        "hasNextPage": behind if window.backward else beyond,
        "hasPreviousPage": beyond if window.backward else behind,
        "startCursor": [_edge_cursor(printer, window, row, start)],
        "endCursor": [_edge_cursor(printer, window, row, end)],
        "__typename": ['"PageInfo"'],
    }
    pieces: Pieces = ["{"]
    for place, (key, name) in enumerate(value.members):
        pieces.append(f"{',' if place else ''}{json_text(key)}:")
        pieces += answers[name]
    return [*pieces, "}"]


def _edge_cursor(printer: Printer, window: Window, row: str, where: str) -> Sql:
    cursor = _cursor(printer, window, row)
    return Sql(f"coalesce('\"' || max({cursor}) FILTER (WHERE {where}) || '\"', 'null')")
