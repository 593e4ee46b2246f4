"""The sandbox's letterbox: a folder with one file a letter, which every process can add to and read.

Nothing here is mailed to anybody. Files survive a restart, and several processes of one sandbox show the
same letters.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import uuid4

KEPT_MAX = 20_000
"""A day of the largest benchmark is half of it; the oldest leave for the newest."""
SPARE = 500


@dataclass(frozen=True, slots=True)
class Caught:
    """A letter as its reader sees it."""

    to: str
    subject: str
    date: str
    text: str = field(repr=False)


class Letterbox:
    """Letters in a folder, by the moment at which they came."""

    def __init__(
        self, folder: Path, moment: Callable[[], int] = time.time_ns, kept_max: int = KEPT_MAX
    ) -> None:
        self._folder = folder
        self._moment = moment
        self._kept_max = kept_max
        self._since_swept = 0

    def add(self, message: bytes) -> None:
        """Keep a letter; it is whole or not there."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{self._moment():020}-{uuid4().hex[:8]}"
        unfinished = self._folder / f"{name}.part"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(message)
        unfinished.rename(self._folder / f"{name}.eml")
        self._since_swept += 1
        if self._since_swept >= min(SPARE, self._kept_max):
            self._sweep()

    def newest(self, count: int) -> list[Caught]:
        """Read the letters that came last, the last of them first."""
        return [*self._read(self._files()[::-1][:count])]

    def _read(self, files: list[Path]) -> Iterator[Caught]:
        for file in files:
            try:
                message = message_from_bytes(file.read_bytes(), policy=default)
            except FileNotFoundError:
                continue  # another process has just swept it
            body = message.get_body(("plain",))
            text = body.get_content() if isinstance(body, EmailMessage) else ""
            yield Caught(str(message["To"]), str(message["Subject"]), str(message["Date"]), text)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.eml"))

    def _sweep(self) -> None:
        self._since_swept = 0
        for file in self._files()[: -self._kept_max]:
            file.unlink(missing_ok=True)
