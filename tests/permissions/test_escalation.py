"""Rights do not grow by themselves: what each rule lets pass, and what it stops."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from permissions.appointment import handed_out
from permissions.catalogue import ASSIGNMENT, DEPARTMENT, EMPLOYEE, POSITION, WORKPLACE
from permissions.escalation import (
    Actor,
    Change,
    double_appoints_double,
    double_exceeds_primary,
    escalations,
    grant_exceeds_own,
    self_grant,
    target_outranks,
)
from permissions.permission import Scope
from permissions.role_sets import TEMPLATES, Grant
from tests.permissions.appointments import (
    DAY,
    ELSEWHERE,
    ROOM,
    ROOT,
    WARD,
    actor,
    appointing,
    codes,
    missing,
    to,
)
from tests.permissions.rows import ME, SOMEBODY, VILLAGE

ADMINISTRATOR = to(ME, "FACILITY_ADMIN")
HEAD_OF_WARD = to(ME, "BLOOD_BANK_HEAD", path=WARD)


@pytest.mark.parametrize(
    ("giver", "given_away"),
    [
        ("FACILITY_HEAD", "FACILITY_ADMIN"),
        ("FACILITY_ADMIN", "FACILITY_ADMIN"),
        ("FACILITY_ADMIN", "HR_OFFICER"),
        ("FACILITY_ADMIN", "BLOOD_BANK_HEAD"),
        ("FACILITY_ADMIN", "BLOOD_BANK_DOUBLE"),
        ("FACILITY_ADMIN", "DOCTOR"),
        ("FACILITY_ADMIN", "MIS"),
        ("HR_OFFICER", "DOCTOR"),
        ("BLOOD_BANK_HEAD", "BLOOD_BANK_DOUBLE"),
        ("BLOOD_BANK_HEAD", "DOCTOR"),
    ],
)
def test_default_appointments_violate_nothing(giver: str, given_away: str) -> None:
    at = WARD if giver == "BLOOD_BANK_HEAD" else ROOT
    assert not escalations(actor(to(ME, giver, path=at)), appointing(to(SOMEBODY, given_away, path=ROOM)))


def test_an_administrator_connects_a_vendor_to_the_whole_facility() -> None:
    connection = to(None, "MIS", path=None, assignment_id=None)
    assert not escalations(actor(ADMINISTRATOR), appointing(connection))
    assert codes(escalations(actor(HEAD_OF_WARD), appointing(connection))) == ["GRANT_EXCEEDS_OWN"]


@pytest.mark.parametrize("code", ["FACILITY_HEAD", "REGISTRAR", "AUDITOR"])
def test_an_administrator_makes_nobody_more_than_an_administrator(code: str) -> None:
    assert codes(escalations(actor(ADMINISTRATOR), appointing(to(SOMEBODY, code)))) == ["GRANT_EXCEEDS_OWN"]


def test_what_exceeds_is_told_all_at_once() -> None:
    (violation,) = grant_exceeds_own(actor(to(ME, "HR_OFFICER")), appointing(to(SOMEBODY, "FACILITY_ADMIN")))
    held = {each.permission: each.scope for each in TEMPLATES["HR_OFFICER"].grants}
    exceeding = sorted(
        each.permission.code
        for each in TEMPLATES["FACILITY_ADMIN"].grants
        if held.get(each.permission) != each.scope
    )
    assert violation.evidence["missingPermissions"] == exceeding
    assert violation.evidence["assignments"] == [str(UUID(int=41))]
    assert {"permission": "accessLog:read", "scope": "FACILITY"} in violation.evidence["grants"]  # type: ignore[operator]  # a list
    assert len(violation.message) < 250


@pytest.mark.parametrize(
    ("scope", "path", "allowed"),
    [
        (Scope.DEPARTMENT, WARD, True),
        (Scope.DEPARTMENT, ROOM, True),
        (Scope.DEPARTMENT, ROOT, False),
        (Scope.DEPARTMENT, ELSEWHERE, False),
        (Scope.FACILITY, WARD, False),
        (Scope.OWN, ROOM, True),
        (Scope.OWN, ELSEWHERE, False),
        (Scope.ANY, WARD, False),
    ],
)
def test_who_holds_a_department_hands_out_what_lies_below_it(scope: Scope, path: str, allowed: bool) -> None:
    head = to(ME, Grant(EMPLOYEE.work_contact, Scope.DEPARTMENT, use=False, delegate=True), path=WARD)
    given = to(SOMEBODY, Grant(EMPLOYEE.work_contact, scope), path=path)
    assert bool(grant_exceeds_own(actor(head), appointing(given))) != allowed


def test_who_holds_a_department_does_not_let_own_rows_be_handed_on() -> None:
    head = to(ME, Grant(EMPLOYEE.work_contact, Scope.DEPARTMENT, delegate=True), path=WARD)
    given = to(SOMEBODY, Grant(EMPLOYEE.work_contact, Scope.OWN, delegate=True), path=ROOM)
    assert grant_exceeds_own(actor(head), appointing(given))


def test_nothing_is_handed_out_in_another_facility() -> None:
    assert grant_exceeds_own(actor(ADMINISTRATOR), appointing(to(SOMEBODY, "DOCTOR", facility_id=VILLAGE)))


def test_what_is_used_without_delegate_is_not_handed_out() -> None:
    doctor = to(ME, "DOCTOR")
    assert missing(
        grant_exceeds_own(actor(doctor), appointing(to(SOMEBODY, Grant(POSITION.read, Scope.FACILITY))))
    ) == ["position:read"]


def test_in_a_clients_session_no_more_is_handed_out_than_the_client_may() -> None:
    free = Actor(ME, (ADMINISTRATOR,))
    below = Actor(
        ME,
        (ADMINISTRATOR,),
        handed_out([to(ME, Grant(POSITION.read, Scope.FACILITY, delegate=True), path=None)]),
    )
    for grant, allowed in (
        (Grant(POSITION.read, Scope.FACILITY), True),
        (Grant(DEPARTMENT.read, Scope.FACILITY), False),
    ):
        given = appointing(to(SOMEBODY, grant))
        assert not grant_exceeds_own(free, given)
        assert bool(grant_exceeds_own(below, given)) != allowed


def test_a_change_asks_for_what_it_gives_alone() -> None:
    before = to(SOMEBODY, "FACILITY_HEAD")
    fewer = replace(before, grants=frozenset(list(before.grants)[:5]))
    assert not grant_exceeds_own(actor(), [Change(before, fewer), Change(before, None)])
    assert Change(before, replace(before, ends_on=DAY)).given == frozenset()
    for widened in (
        replace(before, starts_on=DAY - dt.timedelta(days=1)),
        replace(before, path=WARD),
        replace(before, facility_id=VILLAGE),
        replace(before, person_id=ME),
    ):
        assert Change(before, widened).given == before.grants
    ending, double, called = (
        replace(before, **given) for given in ({"ends_on": DAY}, {"double": True}, {"on_demand": True})
    )
    for narrow in (ending, double, called):
        assert Change(narrow, before).given == before.grants
        assert not Change(before, narrow).given


def test_nobody_gives_oneself_rights() -> None:
    officer = to(ME, "HR_OFFICER", Grant(WORKPLACE.create, Scope.FACILITY, use=False, delegate=True))
    more = replace(officer, grants=officer.grants | {Grant(WORKPLACE.create, Scope.FACILITY)})
    assert codes(escalations(actor(officer), [Change(officer, more)])) == ["SELF_GRANT"]
    assert not escalations(
        actor(officer), [Change(replace(officer, person_id=SOMEBODY), replace(more, person_id=SOMEBODY))]
    )


def test_a_head_who_is_the_only_doctor_gives_oneself_the_doctors_set() -> None:
    head = to(ME, "FACILITY_HEAD")
    assert not escalations(actor(head), appointing(to(ME, "DOCTOR", path=WARD)))
    assert not escalations(actor(head), [Change(head, to(ME, "FACILITY_HEAD", "DOCTOR"))])


def test_a_right_to_hand_out_is_not_given_to_oneself_either() -> None:
    doctor = to(ME, "DOCTOR")
    more = replace(
        doctor, grants=doctor.grants | {Grant(POSITION.read, Scope.FACILITY, use=False, delegate=True)}
    )
    assert missing(self_grant(actor(doctor), [Change(doctor, more)])) == ["position:read"]


def test_nobody_prolongs_own_rights() -> None:
    until = to(ME, "FACILITY_HEAD", ends_on=DAY)
    for later in (None, DAY + dt.timedelta(days=1)):
        assert codes(escalations(actor(until), [Change(until, replace(until, ends_on=later))])) == [
            "SELF_GRANT"
        ]
        assert codes(escalations(actor(until), appointing(to(ME, "DOCTOR", ends_on=later)))) == ["SELF_GRANT"]
    assert not escalations(actor(until), appointing(to(ME, "DOCTOR", ends_on=DAY)))


def test_a_double_on_demand_does_not_stay() -> None:
    called = to(ME, "FACILITY_HEAD", on_demand=True, double=True)
    assert "SELF_GRANT" in codes(escalations(actor(called), appointing(to(ME, "DOCTOR"))))


def test_own_rights_may_be_given_up() -> None:
    head = to(ME, "FACILITY_HEAD")
    for after in (None, replace(head, ends_on=DAY), to(ME, "DOCTOR"), replace(head, grants=frozenset())):
        assert not escalations(actor(head), [Change(head, after)])


def test_nobody_edits_whom_one_could_not_have_appointed() -> None:
    officer = actor(to(ME, "HR_OFFICER"))
    assert not target_outranks(officer, [to(SOMEBODY, "DOCTOR")])
    assert codes(target_outranks(officer, [to(SOMEBODY, "DOCTOR"), to(SOMEBODY, "FACILITY_ADMIN")])) == [
        "TARGET_OUTRANKS"
    ]
    assert codes(escalations(officer, [Change(to(SOMEBODY, "FACILITY_ADMIN"), None)])) == ["TARGET_OUTRANKS"]
    assert target_outranks(officer, [to(SOMEBODY, "DOCTOR", facility_id=VILLAGE)])


def test_a_doctor_edits_oneself() -> None:
    assert not target_outranks(actor(to(ME, "DOCTOR")), [to(ME, "DOCTOR")])


def test_a_set_in_use_is_judged_for_every_holder() -> None:
    editor = actor(to(ME, "BLOOD_BANK_HEAD", path=WARD))
    more = Grant(EMPLOYEE.account, Scope.DEPARTMENT)
    near, far, own = (
        to(person, "DOCTOR", path=path, assignment_id=UUID(int=number))
        for number, (person, path) in enumerate([(SOMEBODY, ROOM), (SOMEBODY, ELSEWHERE), (ME, ROOM)])
    )
    changes = [Change(each, replace(each, grants=each.grants | {more})) for each in (near, far, own)]
    assert not escalations(editor, changes[:1])
    exceeding, outranked = escalations(editor, changes)
    assert (exceeding.code, outranked.code) == ("GRANT_EXCEEDS_OWN", "TARGET_OUTRANKS")
    assert exceeding.evidence["assignments"] == outranked.evidence["assignments"] == [str(UUID(int=1))]
    assert exceeding.evidence["missingPermissions"] == ["employee.account:read"]


def test_a_doubles_rights_do_not_exceed_the_primarys() -> None:
    primary = to(SOMEBODY, "BLOOD_BANK_HEAD", path=WARD)
    assert not double_exceeds_primary(
        appointing(to(ME, "BLOOD_BANK_DOUBLE", path=WARD, double=True), primary)
    )
    assert not double_exceeds_primary(appointing(to(ME, "BLOOD_BANK_HEAD", path=WARD, double=True), primary))
    for more in (
        to(ME, "BLOOD_BANK_HEAD", path=ROOT, double=True),
        to(ME, "FACILITY_ADMIN", path=WARD, double=True),
        to(ME, Grant(EMPLOYEE.public, Scope.ANY), path=WARD, double=True),
    ):
        assert codes(double_exceeds_primary(appointing(more, primary))) == ["DOUBLE_EXCEEDS_PRIMARY"]
        assert not double_exceeds_primary(appointing(replace(more, double=False)))


def test_a_double_hands_out_no_more_than_the_primary() -> None:
    primary = to(SOMEBODY, "DOCTOR")
    double = to(ME, Grant(POSITION.read, Scope.FACILITY, use=False, delegate=True), double=True)
    assert missing(double_exceeds_primary(appointing(double, primary))) == ["position:read"]


def test_a_primary_who_loses_a_right_leaves_no_double_with_it() -> None:
    double = to(SOMEBODY, "BLOOD_BANK_HEAD", path=WARD, double=True)
    narrowed = to(UUID(int=13), "BLOOD_BANK_DOUBLE", path=WARD)
    violations = escalations(actor(ADMINISTRATOR), [Change(double, double, narrowed)])
    assert codes(violations) == ["DOUBLE_EXCEEDS_PRIMARY"]


def test_a_double_appoints_no_double_but_may_appoint_a_doctor() -> None:
    double = to(ME, "BLOOD_BANK_HEAD", path=WARD, double=True)
    primary = to(SOMEBODY, "BLOOD_BANK_HEAD", path=WARD)
    another = to(SOMEBODY, "BLOOD_BANK_DOUBLE", path=WARD, double=True)
    assert codes(escalations(actor(double), appointing(another, primary))) == ["DOUBLE_APPOINTS_DOUBLE"]
    assert not escalations(actor(double), appointing(to(SOMEBODY, "DOCTOR", path=WARD)))
    assert not escalations(actor(double, ADMINISTRATOR), appointing(another, primary))
    assert not escalations(actor(HEAD_OF_WARD), appointing(another, primary))


def test_whoever_may_not_appoint_unaided_appoints_no_double() -> None:
    rights = frozenset(each for each in HEAD_OF_WARD.grants if each.permission != ASSIGNMENT.create)
    unable = replace(HEAD_OF_WARD, grants=rights)
    aided = to(ME, Grant(ASSIGNMENT.create, Scope.DEPARTMENT), path=WARD, double=True)
    another = to(SOMEBODY, "BLOOD_BANK_DOUBLE", path=WARD, double=True)
    violations = double_appoints_double(actor(unable, aided), appointing(another))
    assert missing(violations) == ["assignment:create"]
