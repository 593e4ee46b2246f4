"""Verifies an exported journal without the service and without its database.

    python verify_journal.py EXPORT --key KEY [--key KEY …] [--checkpoint FILE …] [--earlier EXPORT]

EXPORT is what `journal export` wrote, `-` for standard input. KEY is a public key that signs checkpoints, raw
in base64 or a PEM file, and has to come from elsewhere than the export. FILE holds checkpoints that were
kept: the export has to contain them. With an earlier export the first seal rewritten is named exactly.

Verified are the chain of seals, entries, their parts, the Merkle tree and the checkpoints over it; not the
signatures of people. It needs Python 3.11 and `cryptography`. The end is 0, or 1 at the first fault, or 2.

    blob        SHA-256(salt32 ‖ bytes)
    entry       SHA-256(0x02 ‖ length8 ‖ header ‖ for each part: length1 ‖ name ‖ blob32)
    seal        SHA-256(0x01 ‖ prev32 ‖ seq8 ‖ entry32), 32 zeros before the first
    tree        RFC 6962, 2.1, over the seals' hashes
    checkpoint  Ed25519 over lines: format, origin, number, size, root in base64, moment
"""

import argparse
import base64
import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

Json = dict[str, Any]

FORMAT = "zaklad-journal/1"
CHECKPOINT_FORMAT = "zaklad-checkpoint/1"
LINE_MAX = 64 * 1024 * 1024  # four parts of at most some mebibytes, in base64

NAMES = {
    "seal": "печатка",
    "entry": "запис",
    "blob": "вміст запису",
    "checkpoint": "контрольна точка",
    "line": "рядок",
}


class Fault(Exception):
    """The first thing that is wrong: what, its number, why, in Ukrainian and in English."""

    def __init__(self, what: str, number: object, uk: str, en: str) -> None:
        super().__init__(f"{NAMES[what]} {number}: {uk} / {what} {number}: {en}")


class Tree:
    """The right edge of the Merkle tree: heads of whole subtrees, widest first (RFC 6962, 2.1)."""

    def __init__(self) -> None:
        self.size = 0
        self.heads: list[bytes] = []

    def add(self, data: bytes) -> None:
        """Add a leaf."""
        head = sha256(b"\x00" + data).digest()
        width = self.size
        while width & 1:
            head = sha256(b"\x01" + self.heads.pop() + head).digest()
            width >>= 1
        self.heads.append(head)
        self.size += 1

    def root(self) -> bytes:
        """Give the head of the tree as it is."""
        if not self.heads:
            return sha256(b"").digest()
        joint = self.heads[-1]
        for head in reversed(self.heads[:-1]):
            joint = sha256(b"\x01" + head + joint).digest()
        return joint


class Verification:
    """Takes the lines one after another and remembers no more than the tree's edge and what was erased."""

    def __init__(self, keys: dict[str, Ed25519PublicKey], kept: list[Json], earlier: Iterator[Json]) -> None:
        self.keys = keys
        self.kept = {checkpoint["number"]: checkpoint for checkpoint in kept}
        self.earlier = earlier
        self.tree = Tree()
        self.last = bytes(32)
        self.checkpoints = self.confirmed = self.blobs = 0
        self.erased: dict[tuple[str, str, str], int] = {}
        self.told: dict[tuple[str, str, str], object] = {}

    def take(self, line: Json) -> None:
        """Verify a line."""
        match line["type"]:
            case "seal":
                self.take_seal(line)
            case "checkpoint":
                self.take_checkpoint(line)
            case "pending":
                if sha256_of_entry(line["header"], []) != bytes.fromhex(line["hash"]):
                    raise Fault("entry", "…", "запис без печатки змінено", "it waits and was changed")
                self.remember(json.loads(line["header"]), "…")
            case other:
                raise ValueError(other)

    def take_seal(self, line: Json) -> None:
        """Verify a seal, its entry and its blobs."""
        seq, due = line["seq"], self.tree.size + 1
        if seq != due:
            raise Fault("seal", due, "печатки з цим номером немає", "there is no seal of this number")
        known = next(self.earlier, None)
        if known is not None and known["hash"] != line["hash"]:
            raise Fault("seal", seq, "не та, що у давнішому вивантаженні", "not that of the earlier export")
        if "header" not in line:
            raise Fault("entry", seq, "запис вилучено", "the entry is gone")
        entry = bytes.fromhex(line["entry"])
        if sha256_of_entry(line["header"], line["blobs"]) != entry:
            self.blame_entry(line)
        self.verify_blobs(line)
        if bytes.fromhex(line["prev"]) != self.last:
            raise Fault("seal", seq, "не продовжує попередню", "does not follow the seal before it")
        hashed = sha256(b"\x01" + self.last + seq.to_bytes(8, "big") + entry).digest()
        if hashed != bytes.fromhex(line["hash"]):
            raise Fault("seal", seq, "хеш не відповідає запису", "its hash is not that of its entry")
        self.last = hashed
        self.tree.add(hashed)
        self.remember(json.loads(line["header"]), seq)

    def blame_entry(self, line: Json) -> NoReturn:
        """Find what an entry's hash does not cover: a part that came or went, or the header."""
        seq, found = line["seq"], {blob["part"] for blob in line["blobs"]}
        parts = set(json.loads(line["header"]).get("parts", ()))
        for part in sorted(parts - found):
            raise Fault("blob", f"{seq} ({part})", "частину вилучено", "a part of the entry is gone")
        for part in sorted(found - parts):
            raise Fault("blob", f"{seq} ({part})", "частину додано згодом", "a part was added afterwards")
        raise Fault("entry", seq, "запис змінено", "the entry is not what its hash covers")

    def verify_blobs(self, line: Json) -> None:
        """Verify the parts of an entry whose bytes are there; note those that were erased."""
        for blob in line["blobs"]:
            self.blobs += 1
            number = f"{line['seq']} ({blob['part']})"
            if "erased_by" in blob:
                identity = json.loads(line["header"])["id"]
                self.erased[identity, blob["part"], str(blob["erased_by"])] = line["seq"]
            elif "bytes" in blob:
                content = base64.b64decode(blob["salt"]) + base64.b64decode(blob["bytes"])
                if sha256(content).hexdigest() != blob["hash"]:
                    raise Fault("blob", number, "вміст змінено", "its bytes are not what its hash covers")

    def remember(self, header: Json, seq: object) -> None:
        """Remember what an entry tells of an erasure."""
        if header["kind"] == "ERASURE":
            self.told[header["about"], header["details"]["part"], header["id"]] = seq

    def take_checkpoint(self, line: Json) -> None:
        """Verify a checkpoint: its number, signature, size and root, and that it is the one that was kept."""
        number, due = line["number"], self.checkpoints + 1
        if number != due:
            raise Fault("checkpoint", due, "її немає", "it is gone")
        self.verify_signature(line)
        if self.kept.pop(number, line) != line:
            raise Fault("checkpoint", number, "не та, що збережена", "not the one that was kept")
        if line["size"] != self.tree.size:
            raise Fault("checkpoint", number, "стоїть не на своєму місці", "covers another number of seals")
        if line["root"] != self.tree.root().hex():
            span = f"{self.confirmed + 1}–{line['size']}"
            raise Fault("checkpoint", number, f"печатки {span} переписано", f"seals {span} were rewritten")
        self.checkpoints, self.confirmed = number, line["size"]

    def verify_signature(self, line: Json) -> None:
        """Verify a checkpoint's signature by one of the given keys."""
        root = base64.b64encode(bytes.fromhex(line["root"])).decode()
        fields = (CHECKPOINT_FORMAT, line["origin"], line["number"], line["size"], root, line["at"])
        text = "".join(f"{field}\n" for field in fields)
        key = self.keys.get(line["key"])
        try:
            if key is None:
                raise InvalidSignature
            key.verify(base64.b64decode(line["signature"]), text.encode())
        except InvalidSignature:
            raise Fault(
                "checkpoint", line["number"], "підпис не від даних ключів", "not signed by the given keys"
            ) from None

    def end(self, line: Json) -> None:
        """See that everything came, what was kept too, and that erasures and entries about them agree."""
        for number in sorted(self.kept):
            raise Fault("checkpoint", number, "її вилучено", "it was kept and is gone")
        if next(self.earlier, None) is not None:
            raise Fault("seal", self.tree.size + 1, "є у давнішому вивантаженні", "is in the earlier export")
        if (line["seals"], line["checkpoints"]) != (self.tree.size, self.checkpoints):
            raise Fault("line", "end", "рядків більше чи менше", "it counts another number of lines")
        for erasure, seq in self.erased.items():
            if erasure not in self.told:
                number = f"{seq} ({erasure[1]})"
                raise Fault("blob", number, "вилучено без запису про це", "removed without an entry about it")
        for erasure, told in self.told.items():
            if erasure not in self.erased:
                number = f"{told} ({erasure[1]})"
                raise Fault("blob", number, "вилучено, а вміст лишився", "still stands in spite of it")


def sha256_of_entry(header: str, blobs: list[Json]) -> bytes:
    """Hash an entry over its header's text and its parts' hashes."""
    text = header.encode()
    covered = [b"\x02", len(text).to_bytes(8, "big"), text]
    for blob in blobs:
        part = blob["part"].encode()
        covered += (bytes((len(part),)), part, bytes.fromhex(blob["hash"]))
    return sha256(b"".join(covered)).digest()


def lines_of(name: str) -> Iterator[Json]:
    """Read the lines of a file; what is not JSON is a fault."""
    with open(0 if name == "-" else name, "rb") as file:  # noqa: PTH123  standard input has no path
        number = 0
        while text := file.readline(LINE_MAX):
            number += 1
            try:
                line = json.loads(text)
                line["type"]
            except (ValueError, KeyError, TypeError):
                raise Fault("line", number, "не читається", "cannot be read") from None
            yield line


def key_of(text: str) -> Ed25519PublicKey:
    """Read a public key: base64 of its 32 bytes, or the name of a file with that or with PEM."""
    content = Path(text).read_bytes() if Path(text).is_file() else text.encode()
    if b"-----BEGIN" in content:
        key = load_pem_public_key(content)
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("not an Ed25519 key")
        return key
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(content.strip(), validate=True))


def verify(lines: Iterable[Json], verification: Verification) -> None:
    """Verify a whole export; raises Fault."""
    line: Json = {"type": None}
    for number, line in enumerate(lines, start=1):
        try:
            if number == 1:
                if (line["type"], line["format"]) != ("journal", FORMAT):
                    raise ValueError(line["type"])
            elif line["type"] == "end":
                verification.end(line)
                break
            else:
                verification.take(line)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            raise Fault("line", number, "не за форматом", "is not of the format") from None
    if line["type"] != "end" or next(iter(lines), None) is not None:
        raise Fault("line", "end", "вивантаження обірване або продовжене", "it is cut short or goes on")


def main() -> int:
    """Verify what the command line names and tell the outcome."""
    parser = argparse.ArgumentParser(description="Verifies an exported journal.")
    parser.add_argument("export")
    parser.add_argument("--key", action="append", required=True, type=key_of)
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE")
    parser.add_argument("--earlier", metavar="EXPORT")
    given = parser.parse_args()
    keys = {sha256(key.public_bytes_raw()).hexdigest()[:16]: key for key in given.key}
    try:
        kept = [line for name in given.checkpoint for line in lines_of(name)]
        earlier = lines_of(given.earlier) if given.earlier else iter(())
        verification = Verification(keys, kept, (line for line in earlier if line["type"] == "seal"))
        verify(lines_of(given.export), verification)
    except Fault as fault:
        sys.stdout.write(f"{fault}\n")
        return 1
    seals, confirmed, root = verification.tree.size, verification.confirmed, verification.tree.root().hex()
    uk = f"печаток {seals}, з них під контрольними точками {confirmed}"
    sys.stdout.write(f"{uk} / {seals} seals, {confirmed} of them under checkpoints; {root}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
