"""Attempts are bounded by what is tried and who tries, and the refusal says when to come again."""

import pytest

from errors import RateLimited
from schema.rates import RateLimits, Rates


async def test_what_is_over_the_bound_is_told_when_to_come_again() -> None:
    rates = Rates(RateLimits(login_by_address="1/minute"))
    await rates.take_login("192.0.2.1")
    with pytest.raises(RateLimited) as refusal:
        await rates.take_login("192.0.2.1")
    seconds = refusal.value.evidence["retryAfter"]
    assert isinstance(seconds, int)
    assert 1 <= seconds <= 60
    await rates.take_login("192.0.2.2")


async def test_a_network_of_ipv6_is_one_customer() -> None:
    rates = Rates(RateLimits(login_by_address="1/hour"))
    await rates.take_login("2001:db8::1")
    with pytest.raises(RateLimited):
        await rates.take_login("2001:db8::ffff:2")
    await rates.take_login("2001:db8:0:1::1")


async def test_whoever_gives_no_address_shares_one() -> None:
    rates = Rates(RateLimits(login_by_address="1/hour"))
    await rates.take_login(None)
    with pytest.raises(RateLimited):
        await rates.take_login("a socket")


async def test_each_kind_of_attempt_is_counted_apart() -> None:
    rates = Rates(RateLimits(preparation="1/hour", act="1/hour", login_by_person="1/hour"))
    await rates.take_preparation("somebody")
    await rates.take_act("somebody")
    await rates.take_login_of(b"somebody")
    for again in (rates.take_preparation, rates.take_act):
        with pytest.raises(RateLimited):
            await again("somebody")
    with pytest.raises(RateLimited):
        await rates.take_login_of(b"somebody")
