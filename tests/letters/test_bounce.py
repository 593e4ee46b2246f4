"""A mail server's report says which letter came back."""

import pytest

from letters.bounce import returned_message_id

REPORT = """From: MAILER-DAEMON@mail.example
To: registry@zaklad.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
Message-ID: <report@mail.example>

--b
Content-Type: text/plain

The mail system could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; somebody@example.com
Action: {action}
Status: 5.1.1

--b
Content-Type: {kind}

Message-ID: <ours@zaklad.example>
Subject: x

--b--
"""


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_letter_that_it_returns(kind: str) -> None:
    assert returned_message_id(REPORT.format(action="failed", kind=kind).encode()) == "<ours@zaklad.example>"


def test_a_letter_that_is_only_late_has_not_come_back() -> None:
    assert returned_message_id(REPORT.format(action="delayed", kind="message/rfc822").encode()) is None


@pytest.mark.parametrize(
    "report",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: hello\r\nMessage-ID: <a@b>\r\n\r\nhello",
        REPORT.format(action="failed", kind="text/plain").encode(),
        REPORT.format(action="failed", kind="message/rfc822")
        .replace("Message-ID: <ours", "X: <ours")
        .encode(),
    ],
)
def test_anything_else_is_no_report(report: bytes) -> None:
    assert returned_message_id(report) is None
