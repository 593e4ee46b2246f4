"""Documents that are kept, and how much memory they may take."""

import pytest

from compiler.limits import LIMITS, Limits
from errors import Refused
from permissions.access import EXPLORER
from schema import documents
from schema.documents import Documents
from schema.execution import Executor, Request
from schema.graph import graph


async def nothing(statement: str, arguments: list[object]) -> bytes:  # noqa: ARG001  # names of Fetch
    return b"{}"


def one_of(number: int) -> str:
    return f"{{ a{number}: facilities {{ nodes {{ nameShort }} }} }}"


def test_a_document_is_read_once() -> None:
    kept = Documents(graph().core, LIMITS)
    assert kept.get(one_of(1)) is kept.get(one_of(1))


def test_a_refused_document_is_refused_again_for_the_same_reason() -> None:
    kept = Documents(graph().core, LIMITS)
    seen = []
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            kept.get("{ unknown }")
        seen.append(refused.value.refusals)
    assert seen[0] == seen[1]


async def test_the_documents_used_least_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MEMORY_MAX", 50_000)
    executor = Executor(graph(), nothing)
    first = executor.documents.get(one_of(0))
    for number in range(1, 200):
        await executor.execute(Request(one_of(number)), EXPLORER)
        await executor.execute(Request(one_of(1)), EXPLORER)
    assert executor.documents.plans() < 20
    assert executor.documents.get(one_of(0)) is not first
    known = executor.documents.get(one_of(1))
    assert known.plans_kept() == 1


async def test_plans_of_one_document_are_bounded() -> None:
    executor = Executor(graph(), nothing)
    flags = ", ".join(f"$v{place}: Boolean!" for place in range(8))
    fields = " ".join(f"a{place}: nameShort @include(if: $v{place})" for place in range(8))
    query = f"query ({flags}) {{ facilities {{ nodes {{ id {fields} }} }} }}"
    for number in range(256):
        variables = {f"v{place}": bool(number >> place & 1) for place in range(8)}
        answer = await executor.execute(Request(query, None, variables), EXPLORER)
        assert not answer.errors
    assert executor.documents.plans() <= documents.PLANS_MAX


def test_a_text_longer_than_the_bound_is_refused_without_being_kept() -> None:
    kept = Documents(graph().core, Limits(characters=10))
    with pytest.raises(Refused) as refused:
        kept.get("{ facilities { nodes { id } } }")
    assert refused.value.refusals[0].code == "QUERY_TOO_COMPLEX"
    assert kept.plans() == 0
