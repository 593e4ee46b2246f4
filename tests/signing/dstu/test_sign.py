import ast
from pathlib import Path

import signing.dstu
from signing.dstu.comb import base_comb, sum_of_multiples
from signing.dstu.sign import public_key, sign
from signing.dstu.signature import shortened, verify
from tests.signing.dstu.known import M257


def test_nothing_that_verifies_imports_the_file_that_signs() -> None:
    room = Path(signing.dstu.__file__).parent
    for file in room.glob("*.py"):
        imported = {
            f"{node.module}.{name.name}"
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        assert not any(name.startswith("signing.dstu.sign.") for name in imported), file.name


def test_a_number_that_would_make_a_zero_is_drawn_again() -> None:
    """With d·r = -e the signature's s would be zero."""
    digest = bytes(range(32))
    point = sum_of_multiples(M257, ((5, base_comb(M257)),))
    assert point is not None
    private = -5 * pow(shortened(M257, digest, point[0]), -1, M257.n) % M257.n
    drawn = iter((4, 1000))
    signature = sign(M257, private, digest, lambda _: next(drawn))
    assert next(drawn, None) is None
    assert verify(M257, public_key(M257, private), digest, signature)
