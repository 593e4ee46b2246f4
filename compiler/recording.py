"""Printing what writes the log of access, around the text of an answer that shows personal data.

Each mark in the text (`compiler/disclosure.py`) begins with a character that JSON cannot hold, and names a
person, a facility and a place. The text is materialised and taken apart at the marks: the answer is what
remains without them, and the log gets a row for each set of fields that was shown of somebody, with everybody
of whom it was; a person stands in one row of an operation. What somebody reads of themselves is not written,
unless a vendor's program reads it. A choice by personal data that told of nobody is written too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compiler.pieces import sql_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compiler.disclosure import Disclosure
    from compiler.statement import Printer
    from compiler.tree import Mark

SUBJECTS_MAX = 1000
"""People named in one row; of more, there are more rows."""
_ID, _PLACE = 36, 4

PRINTED = f"""
WITH answer AS MATERIALIZED (SELECT {{TEXT}} AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES {{fields}}
), mark AS (
 SELECT left(text, {_ID})::uuid AS person, substr(text, {_ID + 1}, {_ID})::uuid AS facility,
  bit_or(set_bit({{nowhere}}, substr(text, {2 * _ID + 1}, {_PLACE})::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, {_ID}) <> coalesce({{person}}::text, '') OR {{client}} IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT {{now}}, {{reader}}, {{person}}, {{client}}, {{request}}, found.* FROM ({{found}}) found
)
SELECT convert_to(string_agg(CASE WHEN number = 1 THEN text ELSE substr(text, {2 * _ID + _PLACE + 1}) END, ''
 ORDER BY number), 'UTF8') FROM part"""
FOUND = f"""SELECT facility,
 ARRAY(SELECT DISTINCT name FROM field WHERE get_bit(places, place) = 1 AND NOT chooses ORDER BY name),
 ARRAY(SELECT DISTINCT name FROM field WHERE get_bit(places, place) = 1 AND chooses ORDER BY name),
 people, subjects[portion + 1 : portion + {SUBJECTS_MAX}]
 FROM look, generate_series(0, people - 1, {SUBJECTS_MAX}) AS portion"""
_NOBODY = """
UNION ALL SELECT NULL, '{}', array_agg(DISTINCT name ORDER BY name), 0, '{}' FROM field
 WHERE chooses AND NOT EXISTS (SELECT 1 FROM mark WHERE get_bit(places, place) = 1)
 AND (SELECT json IS NOT NULL FROM answer) HAVING count(*) > 0"""


def recorded(printer: Printer, text: str, disclosures: Sequence[Disclosure]) -> str:
    """Print the whole statement whose answer is a text with marks in it."""
    rows = [
        f"({place}, {sql_text(name)}, {'true' if chooses else 'false'})"
        for place, each in enumerate(disclosures)
        for names, chooses in ((each.shown, False), (each.chosen_by, True))
        for name in names
    ]
    parts = {
        "{found}": FOUND + (_NOBODY if any(each.chosen_by for each in disclosures) else ""),
        "{fields}": ", ".join(rows),
        "{nowhere}": f"B'{'0' * len(disclosures)}'",
    }
    shell = PRINTED
    for name, part in parts.items():
        shell = shell.replace(name, part)
    return printer.filled(shell, "").replace("{TEXT}", text, 1).strip()


def printed_mark(printer: Printer, mark: Mark, row: str) -> str:
    """Print the mark of a row, or nothing where its gate does not hold."""
    person, facility = (printer.filled(each, row) for each in (mark.person, mark.facility))
    text = f"chr(1) || {person} || {facility} || {_place(mark.place)}"
    return f"CASE WHEN {printer.gate(mark.gate, row)} THEN {text} END" if mark.gate else text


def _place(number: int) -> str:
    return sql_text(str(number).zfill(_PLACE))
