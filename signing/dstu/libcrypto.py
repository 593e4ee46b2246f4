"""The functions of OpenSSL 3 that we call, with their types, and objects that are freed.

Nothing is found at import; `library()` looks once, and answers None on a machine that lacks libcrypto or
whose build leaves binary curves out. An object's pointer is an int; None or 0 is a failure.
"""

import ctypes
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

NAMES: Mapping[str, tuple[str, ...]] = {
    "linux": ("libcrypto.so.3",),
    "darwin": ("libcrypto.3.dylib",),
    "win32": ("libcrypto-3-x64.dll", "libcrypto-3.dll"),
}
"""By platform; names without a version are left out: macOS ends a process that loads its own."""

POINTER, INT, BYTES = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
SIGNATURES: Mapping[str, tuple[type | None, tuple[type, ...]]] = {
    "BN_new": (POINTER, ()),
    "BN_lebin2bn": (POINTER, (BYTES, INT, POINTER)),
    "BN_bn2lebinpad": (INT, (POINTER, BYTES, INT)),
    "BN_free": (None, (POINTER,)),
    "BN_CTX_new": (POINTER, ()),
    "BN_CTX_free": (None, (POINTER,)),
    "EC_GROUP_new_curve_GF2m": (POINTER, (POINTER, POINTER, POINTER, POINTER)),
    "EC_GROUP_set_generator": (INT, (POINTER, POINTER, POINTER, POINTER)),
    "EC_GROUP_free": (None, (POINTER,)),
    "EC_POINT_new": (POINTER, (POINTER,)),
    "EC_POINT_free": (None, (POINTER,)),
    "EC_POINT_set_affine_coordinates": (INT, (POINTER, POINTER, POINTER, POINTER, POINTER)),
    "EC_POINT_get_affine_coordinates": (INT, (POINTER, POINTER, POINTER, POINTER, POINTER)),
    "EC_POINT_is_at_infinity": (INT, (POINTER, POINTER)),
    "EC_POINT_mul": (INT, (POINTER, POINTER, POINTER, POINTER, POINTER, POINTER)),
    "ERR_clear_error": (None, ()),
}


class LibraryFailed(Exception):
    """The library reported a failure, which our own arithmetic then has to make good."""


Function = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class Library:
    """The functions by name."""

    functions: Mapping[str, Function]

    def call(self, name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
        """Call a function that answers with something else than 0; raises LibraryFailed."""
        answer = self.functions[name](*arguments)
        if not answer:
            self.functions["ERR_clear_error"]()  # the ssl module reads the same queue of errors
            raise LibraryFailed(name)
        return answer

    def made(self, stack: ExitStack, kind: str, *arguments: int | bytes | None) -> int:
        """Make an object that is freed with the stack; its kind is the name before `_new`."""
        pointer = self.call(f"{kind}_new", *arguments)
        stack.callback(self.functions[f"{kind}_free"], pointer)
        return pointer

    def number(self, stack: ExitStack, value: int) -> int:
        """Make a number that is freed with the stack."""
        octets = value.to_bytes((value.bit_length() + 7) // 8, "little")
        pointer = self.call("BN_lebin2bn", octets, len(octets), None)
        stack.callback(self.functions["BN_free"], pointer)
        return pointer

    def value(self, number: int, size: int) -> int:
        """Read a number of at most so many bytes."""
        buffer = ctypes.create_string_buffer(size)
        self.call("BN_bn2lebinpad", number, buffer, size)
        return int.from_bytes(buffer.raw, "little")


@cache
def library() -> Library | None:
    """Find libcrypto, once."""
    for name in NAMES.get(sys.platform, ()):
        try:
            return typed(ctypes.CDLL(name))
        except (OSError, AttributeError):  # it is not there, or lacks a function
            continue
    return None


def typed(found: ctypes.CDLL) -> Library:
    """Give every function its types; raises AttributeError for one that is missing."""
    functions: dict[str, Function] = {}
    for name, (answer, arguments) in SIGNATURES.items():
        function = getattr(found, name)
        function.restype, function.argtypes = answer, arguments
        functions[name] = function
    return Library(functions)
