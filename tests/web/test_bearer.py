import pytest

from errors import Unauthenticated
from web.bearer import bearer_token


@pytest.mark.parametrize("authorization", [b"Bearer zk_a-B_9", b"bearer   zk_a-B_9", b" BEARER zk_a-B_9 "])
def test_a_bearer_token_is_read(authorization: bytes) -> None:
    assert bearer_token(authorization) == "zk_a-B_9"


def test_no_field_is_no_token() -> None:
    assert bearer_token(None) is None


@pytest.mark.parametrize(
    "authorization",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic YTpi",
        b"Bearer a b",
        b"Bearer a, Bearer b",
        b"Bearer \xff",
        b"Bearer " + b"a" * 300,
    ],
)
def test_what_is_no_bearer_token_is_refused_without_asking(authorization: bytes) -> None:
    with pytest.raises(Unauthenticated):
        bearer_token(authorization)
