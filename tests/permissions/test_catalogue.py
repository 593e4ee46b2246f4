"""The catalogue: every permission once, under a name that its code tells."""

import re

import pytest

from permissions.catalogue import GROUPS, PERMISSIONS, READING
from permissions.permission import Permission, Scope

SCOPES = list(Scope)


def snake(written: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", written).lower()


def test_there_are_eighty_three_permissions_and_none_is_named_twice() -> None:
    named = [each for group in GROUPS for each in vars(group).values() if isinstance(each, Permission)]
    assert len(named) == len(PERMISSIONS) == 83


@pytest.mark.parametrize("group", GROUPS)
def test_a_name_is_made_from_the_code(group: type) -> None:
    for name, permission in vars(group).items():
        if isinstance(permission, Permission):
            entity, action = permission.code.split(":")
            entity, _, part = entity.partition(".")
            assert snake(entity).upper() == group.__name__
            words = (
                [snake(part)]
                if action == "read" and part
                else [snake(each) for each in (part, action) if each]
            )
            assert name == "_".join(words)


@pytest.mark.parametrize("permission", PERMISSIONS.values(), ids=str)
def test_every_permission_says_in_ukrainian_what_it_is_and_how_far_it_may_reach(
    permission: Permission,
) -> None:
    assert re.fullmatch(r"[А-ЯҐЄІЇ][А-ЯҐЄІЇа-яґєії’ ]+(: .+)?", permission.title)
    assert list(permission.scopes) == sorted(set(permission.scopes), key=SCOPES.index)
    assert permission.scopes


def test_whatever_shows_something_is_for_reading_and_unsigned() -> None:
    assert {each.code.partition(":")[2] for each in READING} == {"read", "peek"}
    assert not any(each.signed for each in READING)
    unsigned = {each.code for each in PERMISSIONS.values() if not each.signed} - {
        each.code for each in READING
    }
    assert unsigned == {"journal:verify", "export:run"}


def test_titles_differ() -> None:
    assert len({each.title for each in PERMISSIONS.values()}) == len(PERMISSIONS)
