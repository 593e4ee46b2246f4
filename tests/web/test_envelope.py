from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from errors import AddressTooLong, BadRequest
from schema.execution import Request
from web.envelope import asked, posted
from web.limits import Limits

LIMITS = Limits()


def test_the_four_members_are_read_and_others_are_not() -> None:
    body = (
        b'{"query":"{a}","operationName":"A","variables":{"x":[1,null]},"extensions":{"y":1},"id":7,"id":8}'
    )
    assert posted(body, LIMITS) == Request("{a}", "A", {"x": [1, None]})


def test_null_members_are_the_same_as_none() -> None:
    body = b'{"query":"{a}","operationName":null,"variables":null,"extensions":null}'
    assert posted(body, LIMITS) == Request("{a}", None, None)


def test_a_member_of_the_variables_may_have_a_known_name() -> None:
    body = b'{"variables":{"query":"x","variables":{"query":[]}},"query":"{a}","extensions":{"query":1}}'
    assert posted(body, LIMITS).variables == {"query": "x", "variables": {"query": []}}


@pytest.mark.parametrize(
    "body",
    [
        b'{"query":"{a}","query":"{b}"}',
        rb'{"query":"{a}","\u0071uery":"{b}"}',
        b'{"query":"{a}","variables":{"x":1},\n\t"variables" : {"x":2}}',
        b'{"variables":null,"query":"{a}","variables":null}',
        b'{"query":"{a}","operationName":"A","operationName":"B"}',
        b'{"extensions":{},"query":"{a}","extensions":{}}',
    ],
)
def test_a_repeated_member_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest, match="is repeated"):
        posted(body, LIMITS)


def test_a_number_that_fits_no_double_is_refused() -> None:
    with pytest.raises(BadRequest, match="is not JSON"):
        posted(b'{"query":"{a}","variables":{"x":' + b"9" * 5000 + b"}}", LIMITS)


def test_variables_may_be_nested_as_deep_as_the_limit_and_no_deeper() -> None:
    def nested(levels: int) -> bytes:
        return b'{"query":"{a}","variables":' + b'{"a":' * levels + b"1" + b"}" * (levels + 1)

    assert posted(nested(LIMITS.json_depth), LIMITS).variables
    with pytest.raises(BadRequest, match="nested too deeply"):
        posted(nested(LIMITS.json_depth + 1), LIMITS)


def test_many_members_are_refused_whether_they_repeat_or_not() -> None:
    different = ",".join(f'"{number}":1' for number in range(40))
    same = ",".join(['"same":1'] * 40)
    for members in (different, same + ',"query":"{b}"'):
        with pytest.raises(BadRequest, match="too many parameters"):
            posted(f'{{"query":"{{a}}",{members}}}'.encode(), LIMITS)


def test_many_values_are_refused_before_they_are_read() -> None:
    with pytest.raises(BadRequest, match="too many values"):
        posted(b'{"query":"{a}","variables":{"x":[' + b"1," * 10_000 + b"1]}}", LIMITS)


def test_a_query_string_is_read() -> None:
    members = {"query": "{a} # б", "operationName": "A", "variables": '{"x":1}', "extensions": "{}"}
    assert asked(urlencode(members).encode(), LIMITS) == Request("{a} # б", "A", {"x": 1})


def test_empty_parameters_of_a_query_string_are_the_same_as_none() -> None:
    assert asked(b"query={a}&operationName=&variables=&extensions=", LIMITS) == Request("{a}", None, None)


def test_an_operation_may_be_called_null() -> None:
    assert asked(b"query=query+null{a}&operationName=null", LIMITS).operation_name == "null"


@pytest.mark.parametrize(
    "query_string",
    [
        b"",
        b"operationName=A",
        b"query={a}&query={b}",
        b"query={a}&variables={",
        b"query={a}&variables=[]",
        b"query={a}&variables=%22x%22",
        b"query={a}&extensions=7",
        b"query=%ff%fe",
        "query={а}".encode(),
        b"&".join([b"a=1"] * 40),
        b"query={a}&variables=" + b"[" * 9000,
    ],
)
def test_a_query_string_that_is_no_request_is_refused(query_string: bytes) -> None:
    with pytest.raises(BadRequest):
        asked(query_string, LIMITS)


def test_a_long_query_string_is_refused_with_the_way_out() -> None:
    with pytest.raises(AddressTooLong, match="by POST"):
        asked(b"query=" + b"a" * LIMITS.query_string_bytes, LIMITS)


@given(some.binary(max_size=300))
def test_any_bytes_are_a_request_or_a_refusal(body: bytes) -> None:
    for read in (posted, asked):
        with suppress(BadRequest):
            assert isinstance(read(body, LIMITS), Request)
