"""The log learns where a defect is and nothing that somebody typed."""

from web.defects import traced

NUMBER = "2923400112"


def failing() -> None:
    try:
        int(f"{NUMBER}x")
    except ValueError as error:
        raise KeyError(NUMBER) from error


def test_the_stack_and_the_kinds_are_told_without_their_words() -> None:
    try:
        failing()
    except KeyError as error:
        told = traced(error)
    assert NUMBER not in told
    assert told.index("ValueError") < told.index("KeyError")
    assert "in failing" in told
