"""Role sets: the default ones obey their own rules, and a new one is refused with all that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from errors import Refused
from permissions.access import ANONYMOUS
from permissions.catalogue import DEPARTMENT, EMPLOYEE, PERMISSIONS, READING
from permissions.permission import Permission, Scope
from permissions.role_sets import GRANTS_MAX, TEMPLATES, Grant, Template, checked_grants, digest_of
from tests.permissions.rows import UNHURRIED

WIDTH = {scope: place for place, scope in enumerate(Scope)}
GRANTS = some.sampled_from(list(PERMISSIONS.values())).flatmap(
    lambda permission: some.builds(
        Grant, some.just(permission), some.sampled_from(permission.scopes), some.booleans(), some.booleans()
    )
)
CHAIN = [
    ("FACILITY_HEAD", "FACILITY_ADMIN"),
    ("FACILITY_ADMIN", "HR_OFFICER"),
    ("FACILITY_ADMIN", "BLOOD_BANK_HEAD"),
    ("FACILITY_ADMIN", "BLOOD_BANK_DOUBLE"),
    ("FACILITY_ADMIN", "DOCTOR"),
    ("FACILITY_ADMIN", "MIS"),
    ("HR_OFFICER", "DOCTOR"),
    ("BLOOD_BANK_HEAD", "BLOOD_BANK_DOUBLE"),
    ("BLOOD_BANK_HEAD", "DOCTOR"),
]


def scopes_of(template: Template) -> dict[Permission, Scope]:
    return {grant.permission: grant.scope for grant in template.grants}


def test_there_are_ten_role_sets() -> None:
    assert {code: len(template.grants) for code, template in TEMPLATES.items()} == {
        "REGISTRAR": 56,
        "FACILITY_ADMIN": 73,
        "FACILITY_HEAD": 74,
        "HR_OFFICER": 48,
        "BLOOD_BANK_HEAD": 52,
        "BLOOD_BANK_DOUBLE": 36,
        "DOCTOR": 29,
        "MIS": 23,
        "AUDITOR": 35,
        "PUBLIC": 5,
    }


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda each: each.code)
def test_a_default_set_would_pass_as_a_new_one(template: Template) -> None:
    rows = [(str(each.permission), str(each.scope), each.use, each.delegate) for each in template.grants]
    assert checked_grants(rows) == template.grants
    assert len(scopes_of(template)) == len(template.grants)  # one scope for each permission
    assert template.title
    assert template.description


@pytest.mark.parametrize(("giver", "given_away"), CHAIN)
def test_every_default_appointment_hands_out_what_the_giver_may_hand_out(giver: str, given_away: str) -> None:
    held = scopes_of(TEMPLATES[giver])
    assert all(grant.delegate for grant in TEMPLATES[giver].grants)
    for permission, scope in scopes_of(TEMPLATES[given_away]).items():
        assert WIDTH[held[permission]] >= WIDTH[scope], permission


def test_doubles_doctors_vendors_and_auditors_hand_out_nothing() -> None:
    for code in ("BLOOD_BANK_DOUBLE", "DOCTOR", "MIS", "AUDITOR", "PUBLIC"):
        assert not any(grant.delegate for grant in TEMPLATES[code].grants)


def test_auditors_and_vendors_change_nothing_but_their_own() -> None:
    for code in ("AUDITOR", "MIS"):
        assert not any(each.permission.signed and each.scope != "OWN" for each in TEMPLATES[code].grants)


def test_identity_is_read_within_a_facility_at_most_and_never_by_vendors() -> None:
    for template in TEMPLATES.values():
        assert scopes_of(template).get(EMPLOYEE.identity) in (None, "OWN", "FACILITY")
    assert EMPLOYEE.identity not in scopes_of(TEMPLATES["MIS"])


def test_whoever_gives_no_token_reads_what_the_public_set_gives() -> None:
    public = scopes_of(TEMPLATES["PUBLIC"])
    assert set(ANONYMOUS.held) == {
        each for each, scope in public.items() if each in READING and scope == "ANY"
    }


@UNHURRIED
@given(
    some.lists(GRANTS, unique=True).flatmap(
        lambda grants: some.tuples(some.just(grants), some.permutations(grants))
    )
)
def test_a_digest_does_not_depend_on_the_order(two: tuple[list[Grant], list[Grant]]) -> None:
    one, other = two
    assert digest_of(one) == digest_of(other) == digest_of([*one, *other])


@UNHURRIED
@given(some.frozensets(GRANTS), some.frozensets(GRANTS))
def test_sets_that_differ_have_digests_that_differ(one: frozenset[Grant], other: frozenset[Grant]) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_a_digest_stays_the_same_for_ever() -> None:
    grants = [
        Grant(EMPLOYEE.public, Scope.FACILITY, delegate=True),
        Grant(DEPARTMENT.update, Scope.DEPARTMENT, use=False, delegate=True),
    ]
    assert digest_of(grants) == "e6980b8fa38a0201266a9ba6584f99b341e6ece076f7f893069c34b709625dd5"


@pytest.mark.parametrize(
    ("row", "code", "evidence"),
    [
        (
            ("employee:fire", "FACILITY", True, False),
            "UNKNOWN_PERMISSION",
            {"permission": "employee:fire", "scope": "FACILITY"},
        ),
        (
            ("employee.identity:read", "ANY", True, False),
            "SCOPE_NOT_ALLOWED",
            {"permission": "employee.identity:read", "scope": "ANY", "grantableAt": ["OWN", "FACILITY"]},
        ),
        (
            ("employee.identity:read", "ВСЮДИ", True, False),
            "SCOPE_NOT_ALLOWED",
            {"permission": "employee.identity:read", "scope": "ВСЮДИ", "grantableAt": ["OWN", "FACILITY"]},
        ),
        (
            ("department:read", "FACILITY", False, False),
            "BAD_ROLE_SET",
            {"permission": "department:read", "scope": "FACILITY"},
        ),
    ],
)
def test_a_grant_that_cannot_be_is_refused(
    row: tuple[str, str, bool, bool], code: str, evidence: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        checked_grants([row])
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.evidence) == (code, evidence)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        checked_grants(
            [
                ("employee:fire", "FACILITY", True, False),
                ("employee.identity:read", "ANY", True, False),
                ("department:read", "ANY", True, False),
                ("department:read", "ANY", False, True),
                ("position:read", "ANY", False, False),
            ]
        )
    codes = [refusal.code for refusal in refused.value.refusals]
    assert codes == ["UNKNOWN_PERMISSION", "SCOPE_NOT_ALLOWED", "BAD_ROLE_SET", "BAD_ROLE_SET"]


@pytest.mark.parametrize("count", [0, GRANTS_MAX + 1])
def test_a_set_of_no_grants_or_too_many_is_refused(count: int) -> None:
    with pytest.raises(Refused) as refused:
        checked_grants([(f"a:{place}", "ANY", True, False) for place in range(count)])
    assert [refusal.code for refusal in refused.value.refusals] == ["BAD_ROLE_SET"]


def test_a_long_code_is_cut_where_it_is_told() -> None:
    with pytest.raises(Refused) as refused:
        checked_grants([("п" * 10_000, "Р" * 10_000, True, False)])
    assert len(str(refused.value.refusals[0].formatted())) < 500
