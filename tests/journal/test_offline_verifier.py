"""The offline verifier stands alone, and is told apart from a spoiled export by nothing but the export."""

import ast
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.journal.conftest import KEY, PUBLIC, VERIFIER, Journal, run_verifier

Edit = Callable[[list[bytes]], list[bytes]]

# What is done to the lines of an export, and how it is told.
EDITS: dict[str, tuple[Edit, str]] = {
    "nothing at all": (lambda lines: lines, "12 seals, 10 of them under checkpoints"),
    "emptied": (lambda lines: lines[:0], "line end: it is cut short"),
    "cut short": (lambda lines: lines[:-1], "line end: it is cut short"),
    "cut within a line": (lambda lines: [*lines[:3], lines[3][:50]], "line 4: cannot be read"),
    "gone on with": (lambda lines: [*lines, lines[1]], "line end: it is cut short or goes on"),
    "another format": (lambda lines: [b'{"type":"journal","format":"x"}\n', *lines[1:]], "line 1: is not"),
    "without its first line": (lambda lines: lines[1:], "line 1: is not of the format"),
    "not JSON": (lambda lines: [*lines[:3], b"seal\n", *lines[3:]], "line 4: cannot be read"),
    "not an object": (lambda lines: [*lines[:3], b"[]\n", *lines[3:]], "line 4: cannot be read"),
    "of an unknown type": (
        lambda lines: [*lines[:3], b'{"type":"gossip"}\n'],
        "line 4: is not of the format",
    ),
    "a type that is a list": (lambda lines: [*lines[:3], b'{"type":[]}\n'], "line 4: is not of the format"),
    "lines exchanged": (
        lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
        "seal 3: there is no seal",
    ),
    "a line repeated": (lambda lines: [*lines[:3], *lines[2:]], "seal 3: there is no seal"),
    "a line left out": (lambda lines: [*lines[:3], *lines[4:]], "seal 3: there is no seal"),
    "the last seal left out": (lambda lines: [*lines[:-2], lines[-1]], "line end: it counts another number"),
    "a checkpoint left out": (lambda lines: [*lines[:6], *lines[7:]], "checkpoint 1: it is gone"),
    "a checkpoint moved": (
        lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]],
        "checkpoint 1: covers another number of seals",
    ),
    "a huge number": (
        lambda lines: [*lines[:3], lines[3].replace(b'"seq":3', b'"seq":' + b"9" * 400), *lines[4:]],
        "seal 3: there is no seal",
    ),
    "a number that is a text": (
        lambda lines: [*lines[:3], lines[3].replace(b'"seq":3', b'"seq":"3"'), *lines[4:]],
        "seal 3: there is no seal",
    ),
    "no hash": (
        lambda lines: [*lines[:3], lines[3].replace(b'"prev":"', b'"prev":"z'), *lines[4:]],
        "line 4: is not of the format",
    ),
}


@pytest.mark.parametrize("name", EDITS)
async def test_an_edited_export_is_found_out(history: Journal, name: str) -> None:
    edit, telling = EDITS[name]
    path = await history.export()
    path.write_bytes(b"".join(edit(path.read_bytes().splitlines(keepends=True))))
    code, told = history.verify_far_away(path)
    assert telling in told
    assert code == (0 if name == "nothing at all" else 1)


async def test_an_export_that_lost_its_tail_does_not_fit_the_earlier_one(history: Journal) -> None:
    earlier = await history.export("earlier.ndjson")
    await history.spoil("DELETE FROM journal_seal WHERE seq > 11")
    told = history.verify_far_away(await history.export(), "--earlier", str(earlier))[1]
    assert "seal 12: is in the earlier export" in told


async def test_an_export_that_went_on_fits_the_earlier_one(history: Journal) -> None:
    earlier = await history.export("earlier.ndjson", with_bytes=False)
    await history.write(3)
    await history.seal()
    code, told = history.verify_far_away(await history.export(), "--earlier", str(earlier))
    assert (code, "15 seals" in told) == (0, True)


async def test_keys_come_in_base64_or_files(history: Journal) -> None:
    path = str(await history.export())
    pem = history.folder / "key.pem"
    pem.write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    raw = history.folder / "key.txt"
    raw.write_text(b64encode(PUBLIC).decode() + "\n")
    stranger = b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    for key in (str(pem), str(raw)):
        assert run_verifier([path, "--key", stranger, "--key", key], history.folder)[0] == 0
    code, told = run_verifier([path, "--key", stranger], history.folder)
    assert (code, "checkpoint 1: not signed" in told) == (1, True)


async def test_nothing_is_believed_without_a_key(history: Journal) -> None:
    path = str(await history.export())
    assert run_verifier([path], history.folder)[0] == 2
    assert run_verifier([path, "--key", "gossip"], history.folder)[0] == 2


def test_it_needs_nothing_but_cryptography_and_is_short() -> None:
    text = Path(VERIFIER).read_text()
    assert text.count("\n") < 300
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
