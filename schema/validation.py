"""Validating a document by the rules of GraphQL, with a bound on their work, and refusals in plain words."""

import re
from collections.abc import Sequence

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    specified_rules,
    validate,
)

from compiler.limits import Limits, too_complex
from errors import Location, Refusal, ValidationFailed

ERRORS_MAX = 10
"""More reasons than a reader goes through at once only make the refusal long."""

MESSAGE_LENGTH_MAX = 300

_ABORTED = "Validation aborted."
_PYTHON = re.compile(r", but encountered error '.*?'(?=;|$)", re.DOTALL)
_CONSTANT = re.compile(r"(?<!['\"])\b(None|True|False)\b(?!['\"])")
_JSON = {"None": "null", "True": "true", "False": "false"}

Rules = Sequence[type[OverlappingFieldsCanBeMergedRule]]


def bounded_rules(limits: Limits) -> Rules:
    """Give the rules of GraphQL, of which the one that compares fields pairwise does so much and no more."""

    class Merging(OverlappingFieldsCanBeMergedRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.rule_context.remaining_complexity_budget = limits.comparisons

    return [Merging if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules]  # type: ignore[misc]


def faults_of(graph: GraphQLSchema, document: DocumentNode, rules: Rules, limits: Limits) -> list[Refusal]:
    """Give the reasons for which a document is not valid."""
    # what a misspelt name may have meant is not said: it may be a name that the caller is not shown
    errors = validate(graph, document, rules, max_errors=ERRORS_MAX, hide_suggestions=True)
    if any(error.message == _ABORTED for error in errors):
        return [too_complex("comparisons", limits.comparisons, None)]
    return [fault_of(error) for error in errors]


def fault_of(error: GraphQLError) -> ValidationFailed:
    """Give the refusal of what graphql-core finds wrong."""
    message = plain(error.message)
    return ValidationFailed(
        f"документ або змінні не відповідають схемі: {message}", message, locations=places_of(error)
    )


def plain(message: str) -> str:
    """Say it without Python's constants and errors, and not at any length."""
    text = _CONSTANT.sub(lambda found: _JSON[found[0]], _PYTHON.sub("", message))
    return text if len(text) <= MESSAGE_LENGTH_MAX else text[: MESSAGE_LENGTH_MAX - 1] + "…"


def places_of(error: GraphQLError) -> tuple[Location, ...]:
    """Give the places that an error of graphql-core names."""
    return tuple(Location(place.line, place.column) for place in error.locations or ())
