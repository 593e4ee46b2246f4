"""The examples that GraphiQL opens with."""

import gzip
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, StringValueNode, build_schema, parse, validate

from commands.demo.identifiers import edrpou_of
from commands.demo.plans import SEEDED_HOSPITAL
from web import graphiql

ROOT = graphiql.ASSETS.parents[2]
EXAMPLES = sorted((graphiql.ASSETS.parent / "source" / "src" / "examples").glob("*.graphql"))


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid_against_the_committed_schema(path: Path) -> None:
    schema = build_schema((ROOT / "schema" / "registry.graphql").read_text())
    assert validate(schema, parse(path.read_text())) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_begins_with_its_explanation_and_has_one_named_operation(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("# ")
    operations = [d for d in parse(text).definitions if isinstance(d, OperationDefinitionNode)]
    assert [operation.name is not None for operation in operations] == [True]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_in_the_built_page(path: Path) -> None:
    bundle = gzip.decompress(next((graphiql.ASSETS / "static").glob("index-*.js.gz")).read_bytes()).decode()
    assert all(line.replace('"', '\\"') in bundle or line in bundle for line in path.read_text().splitlines())


def test_the_blood_bank_of_the_example_is_the_demo_s_own_hospital() -> None:
    (blood_bank,) = [path for path in EXAMPLES if path.stem == "blood-bank"]
    operation = parse(blood_bank.read_text()).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.variable_definitions is not None
    default = operation.variable_definitions[0].default_value
    assert isinstance(default, StringValueNode)
    assert default.value == edrpou_of(SEEDED_HOSPITAL)
