"""The sandbox's letters are caught, kept in a folder for all processes, and shown newest first."""

from itertools import count
from pathlib import Path

from letters.carrier import SENT, Carrier
from letters.catcher import catching
from letters.letterbox import Letterbox
from letters.message import Envelope, message_of
from letters.rendering import Rendered
from tests.models.world import NOW

HELLO = Rendered("Вітаємо", "Перейдіть: https://registry.example/invite#t\n", "<p>Перейдіть</p>")


def message(number: int, letter: Rendered = HELLO) -> bytes:
    envelope = Envelope(
        "registry@zaklad.example", f"person{number}@example.com", f"<{number}@zaklad.example>"
    )
    return message_of(envelope, letter, NOW)


async def test_what_is_mailed_in_the_sandbox_is_caught(tmp_path: Path) -> None:
    box = Letterbox(tmp_path / "letters")
    assert box.newest(10) == []
    async with catching(box) as server, Carrier(server).connection() as connection:
        for number in range(3):
            assert (
                await connection.carry("registry@zaklad.example", "somebody@example.com", message(number))
                == SENT
            )
    caught = Letterbox(tmp_path / "letters").newest(2)
    assert [each.to for each in caught] == ["person2@example.com", "person1@example.com"]
    assert caught[0].subject == "Вітаємо"
    assert caught[0].text.strip() == HELLO.text.strip()


def test_nobody_else_on_the_machine_reads_the_letters(tmp_path: Path) -> None:
    box = Letterbox(tmp_path / "letters")
    box.add(message(1))
    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0
    assert [file.stat().st_mode & 0o077 for file in (tmp_path / "letters").iterdir()] == [0]


def test_the_oldest_letters_leave(tmp_path: Path) -> None:
    numbers = count()
    box = Letterbox(tmp_path, lambda: next(numbers), kept_max=2)
    for number in range(4):
        box.add(message(number))
    assert [each.to for each in box.newest(9)] == ["person3@example.com", "person2@example.com"]
