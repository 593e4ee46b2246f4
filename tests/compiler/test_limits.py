"""Bounds on documents and variables: the most that is let through, and the least that is not."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from graphql import parse

from compiler.limits import LIMITS, Limits, Tally, check_limits, too_complex
from compiler.variables import check_variables
from errors import BadRequest, QueryTooComplex

BELOW: dict[str, Callable[[int], str]] = {
    "depth": lambda n: "{ a " * n + "}" * n,
    "selections": lambda n: f"{{ {'a ' * n} }}",
    "fields": lambda n: f"{{ {'...A ' * (n // 100)} {'b ' * (n % 100)} }} fragment A on Q {{ {'a ' * 100} }}",
    "aliases": lambda n: f"{{ {'a { b: c } ' * (n // 3)} {'d { e: f } ' * (n - n // 3)} }}",
    "operations": lambda n: " ".join(f"query Q{each} {{ a }}" for each in range(n)),
    "fragments": lambda n: "{ a }" + "".join(f"fragment F{each} on Q {{ a }}" for each in range(n)),
    "spreads": lambda n: f"{{ {'a { ...A } ' * n} }} fragment A on Q {{ a }}",
    "directives": lambda n: f"{{ a {'@include(if: true) ' * n} }}",
    "alias_bytes": lambda n: f"{{ {'a' * n}: b }}",
    "introspected": lambda n: (
        f"{{ __schema {{ ...A ...A {'a: types ' * (n - 2)} }} }} fragment A on S {{ fields }}"
    ),
}


def narrow(name: str, bound: int) -> Limits:
    """Give limits of which one is narrow and the others wide."""
    return Limits(**{each.name: 10**6 for each in fields(Limits)} | {name: bound})


@pytest.mark.parametrize("name", BELOW)
def test_a_document_at_a_bound_passes_and_one_beyond_it_is_refused(name: str) -> None:
    limits = narrow(name, 12 if name == "depth" else 240)
    most = getattr(limits, name)
    check_limits(parse(BELOW[name](most)), limits)
    with pytest.raises(QueryTooComplex) as refused:
        check_limits(parse(BELOW[name](most + 1)), limits)
    assert refused.value.evidence == {"bound": name, "limit": most, "counted": most + 1}


def test_fields_of_a_fragment_count_wherever_it_is_spread() -> None:
    twice = parse("{ ...A a { ...A } } fragment A on Q { b c d }")
    check_limits(twice, narrow("fields", 7))
    with pytest.raises(QueryTooComplex):
        check_limits(twice, narrow("fields", 6))


def test_depth_goes_through_fragments() -> None:
    nested = parse("{ a { ...A } } fragment A on Q { b { ...B } } fragment B on Q { c }")
    check_limits(nested, narrow("depth", 3))
    with pytest.raises(QueryTooComplex):
        check_limits(nested, narrow("depth", 2))


def test_circles_and_unknown_fragments_are_left_to_validation() -> None:
    check_limits(parse("{ ...A } fragment A on Q { a { ...B } ...C } fragment B on Q { ...A }"))


def test_the_refusal_says_where() -> None:
    with pytest.raises(QueryTooComplex) as refused:
        check_limits(parse("{\n  a {\n    b\n    cc: d\n  }\n}"), narrow("alias_bytes", 1))
    (place,) = refused.value.locations
    assert (place.line, place.column) == (4, 5)


def test_every_bound_has_words_in_both_languages() -> None:
    for name in (*(bound.name for bound in fields(Limits)), "rows", "leaves", "bytes"):
        refusal = too_complex(name, 1, 2)
        assert "не більше 1, є 2" in refusal.message
        assert "at most 1" in refusal.message_en


def test_conditions_are_counted_over_the_whole_operation() -> None:
    tally = Tally(narrow("conditions", 2))
    tally.add()
    tally.add()
    with pytest.raises(QueryTooComplex):
        tally.add()


@pytest.mark.parametrize(
    ("name", "bound", "at", "beyond"),
    [
        ("values", 3, {"a": [1, 2]}, {"a": [1, 2, 3]}),
        ("values", 3, {"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 1, "d": 1}}}),
        ("values", 3, {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1, "d": 1}),
        ("value_depth", 2, {"a": {"b": 1}}, {"a": {"b": [1]}}),
        ("value_depth", 1, {"a": []}, {"a": [1]}),
        ("text", 4, {"a": "ґґ", "b": ["ґґ"]}, {"a": "ґґ", "b": ["ґґ", "ґ"]}),
    ],
)
def test_variables_at_a_bound_pass_and_beyond_it_are_refused(
    name: str, bound: int, at: dict[str, object], beyond: dict[str, object]
) -> None:
    check_variables(at, narrow(name, bound))
    with pytest.raises(QueryTooComplex) as refused:
        check_variables(beyond, narrow(name, bound))
    assert refused.value.evidence["bound"] == name


@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "\ud800", ["\udfff"], {"a": ["\x00"]}, 2**63, [-(2**63) - 1]]
)
def test_values_that_nothing_takes_are_refused(value: object) -> None:
    with pytest.raises(BadRequest):
        check_variables({"a": value}, LIMITS)


@pytest.mark.parametrize("value", ["", "ґ’", "\U0001f600", 2**63 - 1, -(2**63), True, None, 1.5, [], {}])
def test_other_values_are_let_through(value: object) -> None:
    check_variables({"a": value}, LIMITS)
