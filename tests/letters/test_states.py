"""A letter ends once, and only what was sent comes back."""

from letters.states import NOWHERE, STEPS, WAITING
from models.letter import LetterState


def test_every_state_has_its_steps() -> None:
    assert STEPS.keys() == set(LetterState)


def test_a_letter_that_waits_may_end_in_any_way_and_one_that_ended_stays() -> None:
    for state in WAITING:
        assert STEPS[state] >= {LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED}
    ends = {state for state, steps in STEPS.items() if steps == NOWHERE}
    assert ends == {LetterState.FAILED, LetterState.BOUNCED, LetterState.CANCELLED}
    assert STEPS[LetterState.SENT] == {LetterState.BOUNCED}
