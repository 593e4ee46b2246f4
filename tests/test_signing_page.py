"""The page about signing says what the service does: its documents are valid, its codes and members real."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from schema.graph import graph
from schema.payload import _OPTIONAL, _REQUIRED

PAGES = Path(__file__).parents[1] / "docs"
PAGE = (PAGES / "signing.md").read_text()
DOCUMENTS = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_its_documents_are_valid(document: str) -> None:
    assert validate(graph().core, parse(document)) == []


def test_its_codes_are_those_of_the_errors() -> None:
    table = PAGE.split("## When something goes wrong")[1].split("##")[0]
    codes = set(re.findall(r"^\| `([A-Z_]+)`(?:, `([A-Z_]+)`)?", table, re.MULTILINE))
    errors = (PAGES / "errors.md").read_text()
    assert codes
    assert all(f"`{code}`" in errors for pair in codes for code in pair if code)


def test_it_names_every_member_of_the_payload() -> None:
    table = PAGE.split("## The payload")[1].split("##")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == [
        *("version", "audience", "operation", "nonce", "issuedAt", "facility", "input", "expectedVersions")
    ]
    assert {*_REQUIRED, *_OPTIONAL} == set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
