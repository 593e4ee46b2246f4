"""Rights do not grow by themselves: the rules on appointments, and on chains of them, by chance."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from permissions.appointment import Appointment, covers, handed_out, used
from permissions.escalation import (
    Actor,
    double_appoints_double,
    double_exceeds_primary,
    grant_exceeds_own,
    self_grant,
    target_outranks,
)
from permissions.region import Region
from tests.permissions.appointments import APPOINTMENTS, appointing
from tests.permissions.rows import ME, UNHURRIED


def acting(person: UUID, appointments: Sequence[Appointment]) -> Actor:
    return Actor(person, tuple(each for each in appointments if each.person_id == person))


@UNHURRIED
@given(
    some.lists(APPOINTMENTS, min_size=1, max_size=3),
    some.lists(some.tuples(some.integers(1, 5), APPOINTMENTS), max_size=8),
)
def test_no_chain_of_appointments_leaves_the_reach_of_its_roots(
    roots: list[Appointment], wishes: list[tuple[int, Appointment]]
) -> None:
    reach = handed_out(roots)
    appointments = list(roots)
    for giver, wish in wishes:
        if not grant_exceeds_own(acting(UUID(int=giver), appointments), appointing(wish)):
            appointments.append(wish)
    for appointment in appointments[len(roots) :]:
        for grant in appointment.grants:
            assert covers(reach.get(grant.permission), grant, appointment)
    for permission, region in handed_out(appointments).items():
        assert reach[permission].contains(region)


@UNHURRIED
@given(some.lists(APPOINTMENTS, min_size=1, max_size=4), APPOINTMENTS)
def test_whatever_one_gives_oneself_one_had(held: list[Appointment], wish: Appointment) -> None:
    person = acting(UUID(int=1), held)
    own = replace(wish, person_id=UUID(int=1))
    if not self_grant(person, appointing(own)):
        with_it = Actor(person.person_id, (*person.appointments, own))
        for before, after in ((person.uses(), with_it.uses()), (person.hands_out(), with_it.hands_out())):
            for permission, region in after.items():
                assert _no_wider(before.get(permission), region, own)


def _no_wider(before: Region | None, after: Region, own: Appointment) -> bool:
    """Own rows below a department that one holds are no more than one had."""
    if before is None:
        return False
    without_own = replace(after, own=False, own_within=frozenset())
    subtree_held = own.path is not None and before.contains_subtree((own.facility_id, own.path))
    return before.contains(after) or (before.contains(without_own) and subtree_held)


@UNHURRIED
@given(some.lists(APPOINTMENTS, max_size=3), APPOINTMENTS)
def test_whom_one_may_edit_one_could_have_appointed(held: list[Appointment], target: Appointment) -> None:
    editor = Actor(ME, tuple(held))
    assert bool(target_outranks(editor, [target])) == bool(grant_exceeds_own(editor, appointing(target)))


@UNHURRIED
@given(APPOINTMENTS, APPOINTMENTS)
def test_a_double_that_is_allowed_has_nothing_beyond_the_primary(
    primary: Appointment, wish: Appointment
) -> None:
    double = replace(wish, double=True)
    if not double_exceeds_primary(appointing(double, primary)):
        for measure in (used, handed_out):
            for permission, region in measure([double]).items():
                assert _no_wider(measure([primary]).get(permission), region, double)


@UNHURRIED
@given(some.lists(APPOINTMENTS, max_size=3), APPOINTMENTS)
def test_whoever_is_a_double_alone_gives_doubles_nothing(held: list[Appointment], wish: Appointment) -> None:
    double = Actor(ME, tuple(replace(each, double=True) for each in held))
    violations = double_appoints_double(double, appointing(replace(wish, double=True)))
    assert bool(violations) == bool(held)
