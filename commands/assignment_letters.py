"""Whoever holds an assignment is told what becomes of it: by a letter, and inside the system."""

from collections.abc import Mapping
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.letters import Letter, LetterKind, post
from commands.notices import tell

_HOLDER = """
SELECT employee.person_id, employee.work_email, assignment.facility_id, facility.name_short,
    coalesce(position.custom_title, dictionary_value.title) AS title
FROM assignment
    JOIN employee ON employee.id = assignment.employee_id
    JOIN facility ON facility.id = assignment.facility_id
    JOIN position ON position.id = assignment.position_id
    LEFT JOIN dictionary_value
        ON dictionary_value.dictionary = 'POSITION' AND dictionary_value.code = position.title_code
WHERE assignment.id = $1
"""


async def inform(
    tx: Transaction, assignment_id: UUID, kind: LetterKind, more: Mapping[str, str | None]
) -> None:
    """Tell an assignment's holder; what there is none of is left out of the letter."""
    (row,) = await tx.execute_query_dict(_HOLDER, [assignment_id])
    given = {name: value for name, value in more.items() if value}
    parameters = {"position.title": row["title"], "facility.shortName": row["name_short"], **given}
    letter = Letter(kind, row["work_email"], parameters, row["person_id"], row["facility_id"])
    await post(tx, letter)
    await tell(tx, row["person_id"], kind, parameters, about=("Assignment", assignment_id))
