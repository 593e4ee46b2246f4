"""The session's cookie: one token by one way, and no page of another site."""

import pytest

from errors import BadRequest, Forbidden
from web.cookie import refuse_foreign, set_cookie, token_of


def test_a_token_comes_by_one_way() -> None:
    assert token_of({}) == (None, False)
    assert token_of({b"authorization": b"Bearer zkl_a"}) == ("zkl_a", False)
    assert token_of({b"cookie": b"a=b; __Host-sid=zkl_a; c=d"}) == ("zkl_a", True)
    assert token_of({b"cookie": b"a=b; other__Host-sid=zkl_a"}) == (None, False)


@pytest.mark.parametrize(
    "fields",
    [
        {b"cookie": b"__Host-sid=zkl_a", b"authorization": b"Bearer zkl_a"},
        {b"cookie": b"__Host-sid=zkl_a; __Host-sid=zkl_b"},
        {b"cookie": b"__Host-sid=zkl_a,__Host-sid=zkl_b"},
    ],
)
def test_two_tokens_are_refused(fields: dict[bytes, bytes]) -> None:
    with pytest.raises(BadRequest):
        token_of(fields)


def test_an_empty_cookie_is_none() -> None:
    assert token_of({b"cookie": b"__Host-sid="}) == (None, False)


@pytest.mark.parametrize(("site", "by_cookie"), [(b"cross-site", False), (b"same-site", True)])
def test_a_page_of_another_site_is_refused(site: bytes, by_cookie: bool) -> None:
    with pytest.raises(Forbidden, match="another site"):
        refuse_foreign({b"sec-fetch-site": site}, by_cookie=by_cookie)


def test_a_cookie_stays_with_us_and_out_of_scripts() -> None:
    _, value = set_cookie("zkl_a")
    assert value == b"__Host-sid=zkl_a; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict"
    assert b"Max-Age=0" in set_cookie("")[1]
