"""Faults: what verification finds, by the number of the seal, entry, blob or checkpoint, in two languages."""

from dataclasses import dataclass
from enum import Enum


class Problem(Enum):
    """What is wrong: whose number it is, a Ukrainian sentence and its English twin."""

    SEAL_GONE = "seal", "печатки з цим номером немає", "there is no seal of this number"
    SEAL_UNLINKED = "seal", "не продовжує попередню печатку", "does not follow the seal before it"
    SEAL_CHANGED = (
        "seal",
        "хеш не відповідає номеру, попередній печатці й запису",
        "its hash is not that of its number, predecessor and entry",
    )
    ENTRY_GONE = "entry", "запис вилучено", "the entry is gone"
    ENTRY_CHANGED = (
        "entry",
        "заголовок, час, вид або перелік змін не відповідає хешу запису",
        "header, moment, kind or list of changes is not what the entry's hash covers",
    )
    ENTRY_OUTSIDE = (
        "entry",
        "запис стоїть поза ланцюгом і не чекає на печатку",
        "the entry stands outside the chain and does not wait for a seal",
    )
    BLOB_GONE = "blob", "частину запису вилучено", "a part of the entry is gone"
    BLOB_ADDED = "blob", "частину додано до запису згодом", "a part was added to the entry afterwards"
    BLOB_CHANGED = "blob", "вміст не відповідає хешу", "its bytes are not what its hash covers"
    BLOB_REMOVED = (
        "blob",
        "вміст вилучено без запису про вилучення",
        "its bytes were removed without an entry about it",
    )
    BLOB_STANDS = (
        "blob",
        "є запис про вилучення, а вміст лишився",
        "an entry tells of its erasure, but it still stands",
    )
    CHECKPOINT_GONE = "checkpoint", "контрольної точки немає", "the checkpoint is gone"
    CHECKPOINT_UNSIGNED = (
        "checkpoint",
        "підпис не відповідає жодному з відомих ключів",
        "its signature fits none of the known keys",
    )
    CHECKPOINT_OTHER = (
        "checkpoint",
        "відрізняється від вивантаженої раніше",
        "differs from the one exported earlier",
    )
    CHECKPOINT_BEYOND = (
        "checkpoint",
        "охоплює більше печаток, ніж їх є",
        "covers more seals than there are",
    )
    CHECKPOINT_BACKWARDS = (
        "checkpoint",
        "охоплює менше печаток, ніж попередня",
        "covers fewer seals than the one before it",
    )
    TREE_REWRITTEN = (
        "checkpoint",
        "печатки, які вона охоплює, не ті, що були підписані",
        "the seals that it covers are not those that were signed",
    )
    ACCESS_CHANGED = (
        "access digest",
        "переглядів уже не ті чи не стільки, як засвідчив цей запис",
        "the reads are no longer those that this entry tells of",
    )
    ACCESS_OUTSIDE = (
        "access log",
        "перегляд не засвідчено і він не чекає на засвідчення",
        "a read is told of by no digest and does not wait for one",
    )

    def __init__(self, subject: str, uk: str, en: str) -> None:
        self.subject = subject
        self.uk = uk
        self.en = en


_SUBJECTS_UK = {
    "seal": "печатка",
    "entry": "запис",
    "blob": "вміст запису",
    "checkpoint": "контрольна точка",
    "access digest": "зведення переглядів",
    "access log": "журнал переглядів",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding.

    `number` is that of the seal (of entries and blobs too), of the checkpoint or of the log's row; what never
    got a number is named by `identity`. `since` is the last seal that is known to be good.
    """

    problem: Problem
    number: int | None
    identity: str | None = None
    part: str | None = None
    since: int | None = None

    @property
    def message(self) -> str:
        """Tell it in Ukrainian."""
        known = "" if self.since is None else f" (до печатки {self.since} усе підтверджено)"
        return f"{_SUBJECTS_UK[self.problem.subject]} {self._named()}: {self.problem.uk}{known}"

    @property
    def message_en(self) -> str:
        """Tell it in English."""
        known = "" if self.since is None else f" (all is confirmed up to seal {self.since})"
        return f"{self.problem.subject} {self._named()}: {self.problem.en}{known}"

    def _named(self) -> str:
        name = str(self.identity if self.number is None else self.number)
        return f"{name} ({self.part})" if self.part else name


class JournalDamaged(Exception):
    """The journal is not what it was when it was sealed and signed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message_en)
        self.fault = fault
