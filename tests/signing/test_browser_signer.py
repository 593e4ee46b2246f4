"""What the browser's module signs, we verify: run by Node.js, whose WebCrypto is the browser's."""

import json
import shutil
import subprocess
from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest

from signing.development.authority import make_key, to_pem
from signing.person import person_of
from signing.verification import verify
from tests.signing.forgery import NOW, PAYLOAD, PERSON, RANDOM, authority, trust

NODE = shutil.which("node")
MODULE = Path(__file__).parents[2] / "signing" / "development" / "browser" / "sign.js"
SCRIPT = """
import { readFileSync } from "node:fs";
const { module, payload, pem, now } = JSON.parse(readFileSync(0, "utf8"));
const { sign } = await import("data:text/javascript," + encodeURIComponent(readFileSync(module, "utf8")));
process.stdout.write(await sign(payload, pem, new Date(now)));
"""


def signed(payload: str, pem: str, when: str = NOW.isoformat()) -> subprocess.CompletedProcess[bytes]:
    assert NODE is not None
    told = json.dumps({"module": str(MODULE), "payload": payload, "pem": pem, "now": when})
    return subprocess.run(
        [NODE, "--input-type=module", "-e", SCRIPT], input=told.encode(), capture_output=True, check=False
    )


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
@pytest.mark.parametrize("payload", ["", PAYLOAD.decode(), "ї" * 20_000], ids=["empty", "usual", "long"])
def test_what_the_browser_signs_is_verified(payload: str) -> None:
    done = signed(payload, to_pem(make_key(authority(), PERSON, NOW, RANDOM)))
    assert done.returncode == 0, done.stderr
    found = verify(b64decode(done.stdout, validate=True), trust(), NOW + timedelta(seconds=1))
    assert found.payload == payload.encode()
    assert found.signing_time == NOW
    assert person_of(found.certificate).tax_id == PERSON.tax_id


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
def test_a_file_without_a_key_is_told() -> None:
    done = signed("", "text")
    assert done.returncode != 0
    assert b"there is no certificate in the file" in done.stderr


def test_the_module_is_small_and_loads_nothing() -> None:
    text = MODULE.read_text()
    assert len(text.encode()) < 6_000
    assert "import " not in text
    assert "http" not in text
