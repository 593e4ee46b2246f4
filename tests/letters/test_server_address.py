"""The address of a mail server says how it is spoken to."""

import pytest

from letters.server_address import ServerAddress, StartTls, read_server_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("smtp://mail.example", ServerAddress("mail.example", 25)),
        ("smtp://mail.example:2525/", ServerAddress("mail.example", 2525)),
        ("smtps://mail.example", ServerAddress("mail.example", 465, tls=True)),
        ("smtp://[::1]:25?starttls=never", ServerAddress("::1", 25, start_tls=StartTls.NEVER)),
        (
            "smtp://us%40er:p%2Fw@mail.example:587",
            ServerAddress("mail.example", 587, False, StartTls.REQUIRED, "us@er", "p/w"),
        ),
        (
            "smtps://user:secret@mail.example",
            ServerAddress("mail.example", 465, True, StartTls.REQUIRED, "user", "secret"),
        ),
    ],
)
def test_an_address_is_read(url: str, address: ServerAddress) -> None:
    assert read_server_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/inbox",
        "smtp://mail.example:port",
        "smtp://mail.example?starttls=maybe",
        "smtp://mail.example?tls=1",
        "smtp://mail.example#x",
    ],
)
def test_anything_else_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_server_address(url)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(read_server_address("smtp://user:secret@mail.example"))
