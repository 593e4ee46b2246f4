"""A message says who writes to whom under which name, in words that every program reads."""

from dataclasses import replace

import pytest

from letters.message import Envelope, message_of
from letters.rendering import Rendered
from tests.mail import read, text_of
from tests.models.world import NOW

LETTER = Rendered("Запрошення до системи: " + " ".join(["Лікарня"] * 12), "Слова\n", "<p>Слова</p>\n")


def test_a_message_is_plain_ascii_with_short_lines_and_says_what_it_is() -> None:
    envelope = Envelope("registry@zaklad.example", "somebody@example.com", "<1@zaklad.example>")
    written = message_of(envelope, LETTER, NOW)
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    message = read(written)
    assert message["Subject"] == LETTER.subject
    assert message["Date"].datetime == NOW
    assert (message["Auto-Submitted"], message["In-Reply-To"]) == ("auto-generated", None)
    assert (text_of(message), text_of(message, "html")) == ("Слова\r\n", "<p>Слова</p>\r\n")


def test_a_reminder_follows_the_letter_that_it_reminds_of() -> None:
    envelope = Envelope("registry@zaklad.example", "a@b.example", "<2@zaklad.example>", "<1@zaklad.example>")
    message = read(message_of(envelope, LETTER, NOW))
    assert (message["In-Reply-To"], message["References"]) == ("<1@zaklad.example>",) * 2


@pytest.mark.parametrize(
    ("envelope", "letter"),
    [
        (Envelope("a@b.example", "c@d.example\r\nBcc: all@d.example", "<1@b.example>"), LETTER),
        (Envelope("a@b.example\nBcc: all@d.example", "c@d.example", "<1@b.example>"), LETTER),
        (Envelope("a@b.example", "c@d.example", "<1@b.example>"), replace(LETTER, subject="x\r\nBcc: y")),
    ],
)
def test_no_header_breaks_out_of_its_line(envelope: Envelope, letter: Rendered) -> None:
    with pytest.raises(ValueError, match="one line"):
        message_of(envelope, letter, NOW)
