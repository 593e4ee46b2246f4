"""Duties about one object that are not for one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from permissions.duties import CONFLICTING, Duty, duties_conflict
from tests.permissions.rows import ME, SOMEBODY, UNHURRIED

PEOPLE = some.sampled_from((ME, SOMEBODY))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Duty.APPLICATION_TYPED, Duty.APPLICATION_DECIDED),
        (Duty.APPLICANT_HEADED, Duty.APPLICATION_DECIDED),
        (Duty.INVITATION_SENT, Duty.INVITATION_ACCEPTED),
        (Duty.CORRECTION_PROPOSED, Duty.CORRECTION_DECIDED),
    ],
)
def test_one_person_does_not_do_both(earlier: Duty, later: Duty) -> None:
    (violation,) = duties_conflict(ME, later, [(earlier, ME)])
    assert violation.code == "DUTIES_CONFLICT"
    assert violation.evidence == {"duty": later, "conflictsWith": earlier}
    assert not duties_conflict(ME, later, [(earlier, SOMEBODY)])
    assert not duties_conflict(ME, earlier, [(earlier, ME)])


def test_all_conflicts_are_told_at_once() -> None:
    done = [(Duty.APPLICATION_TYPED, ME), (Duty.APPLICANT_HEADED, ME), (Duty.APPLICATION_TYPED, ME)]
    assert len(duties_conflict(ME, Duty.APPLICATION_DECIDED, done)) == 2


@UNHURRIED
@given(some.sampled_from(Duty), some.lists(some.tuples(some.sampled_from(Duty), PEOPLE)))
def test_what_others_did_forbids_nothing(duty: Duty, done: list[tuple[Duty, object]]) -> None:
    own = {earlier for earlier, whose in done if whose == ME}
    told = {each.evidence["conflictsWith"] for each in duties_conflict(ME, duty, done)}  # type: ignore[arg-type]  # ids
    assert told == own & CONFLICTING.get(duty, frozenset())
