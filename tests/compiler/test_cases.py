"""Folders of cases: an operation, its variables and rights, and the statement and response expected of them.

`ZAKLAD_REGENERATE=1 python -m pytest tests/compiler/test_cases.py` writes what is seen as expected; then the
diff is read as if a stranger wrote it. In `variables.json` a value `@name` is the id of the hospital's row.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.compiler.hospital import Hospital
from tests.compiler.layout import laid_out
from tests.compiler.roles import access_told
from tests.reading import Json, Reader

CASES = Path(__file__).parent / "cases"
WITHOUT_ROWS = {"introspection_alone"}
REGENERATE = bool(os.environ.get("ZAKLAD_REGENERATE"))


def filled(value: Json, hospital: Hospital) -> Json:
    """Put ids in the place of names."""
    if isinstance(value, dict):
        return {key: filled(item, hospital) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, hospital) for item in value]
    return hospital.ids[value[1:]] if isinstance(value, str) and re.fullmatch(r"@\w+", value) else value


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
async def test_an_operation_gives_its_statement_and_its_response(
    case: Path, reader: Reader, hospital: Hospital
) -> None:
    given = case / "variables.json"
    variables = filled(json.loads(given.read_text()), hospital) if given.exists() else None
    rights = access_told((case / "rights").read_text(), hospital)
    answer = await reader.ask((case / "operation.graphql").read_text(), variables, rights)

    response: Json = {} if answer.data is None else {"data": json.loads(answer.data)}
    if answer.extensions and b"omitted" in answer.extensions:
        response["omitted"] = json.loads(answer.extensions)["omitted"]
    if answer.errors:
        response["errors"] = [refusal.formatted() for refusal in answer.errors]
    seen = {
        "statement.sql": "".join(laid_out(text, values) for text, values in reader.sent),
        "response.json": json.dumps(response, ensure_ascii=False, indent=2) + "\n",
    }
    assert len(reader.sent) == (0 if answer.errors or case.name in WITHOUT_ROWS else 1)
    for name, text in seen.items():
        if REGENERATE:
            (case / name).write_text(text)
        assert (case / name).read_text() == text
