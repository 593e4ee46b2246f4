"""No single flipped bit of a message gives another payload, another person or another certificate."""

import pytest

from errors import Refusal
from signing.development.keys import Kind
from signing.person import person_of
from signing.trust import Trust, _certificates_of
from signing.verification import verify
from tests.signing.forgery import NOW, VECTORS, key, message, trust, vector


def of_pkijs() -> Trust:
    return Trust(_certificates_of(VECTORS / "pkijs_ca.pem"))


MESSAGES = {
    "ECDSA": (vector("pkijs_ec.p7s"), of_pkijs()),
    "RSA-PSS": (vector("pkijs_pss.p7s"), of_pkijs()),
    "DSTU 4145": (message(key=key(Kind.DSTU)), trust()),
}


@pytest.mark.parametrize(("written", "anchors"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_flipped_bit_is_refused_or_changes_nothing(written: bytes, anchors: Trust) -> None:
    good = verify(written, anchors, NOW)
    person, unchanged = person_of(good.certificate), 0
    for at in range(8 * len(written)):
        flipped = bytearray(written)
        flipped[at // 8] ^= 1 << at % 8
        try:
            found = verify(bytes(flipped), anchors, NOW)
        except Refusal:
            continue
        assert found.payload == good.payload
        assert found.certificate.raw == good.certificate.raw
        assert person_of(found.certificate) == person
        unchanged += 1
    assert unchanged < 400  # versions, unannounced digests and kinds of strings: nothing that is executed
