"""One person has one key however the number is written; the kind of number is part of it."""

import pytest

from signing.subject import normalised, subject_key

PEPPER = b"of a test"


@pytest.mark.parametrize("raw", ["АВ123456", "AB123456", "ав 123 456", " aВ\u00a0123456\n"])
def test_a_documents_number_is_one_however_written(raw: str) -> None:
    assert normalised(raw) == "АВ123456"
    assert subject_key("DOC", raw, PEPPER) == subject_key("DOC", "АВ123456", PEPPER)


def test_a_letter_of_two_marks_is_that_letter() -> None:
    assert normalised("и\u0306") == "Й"


def test_kind_number_and_pepper_all_matter() -> None:
    keys = {
        subject_key("RNOKPP", "2923400112", PEPPER),
        subject_key("DOC", "2923400112", PEPPER),
        subject_key("RNOKPP", "3346800122", PEPPER),
        subject_key("RNOKPP", "2923400112", b"another"),
    }
    assert len(keys) == 4
    assert {len(found) for found in keys} == {32}
