"""GOST 34.311-95 with the S-boxes DKE No 1: the digest of most certificates in force (also RFC 5831).

A step takes 32 bytes: four keys are made of the state and the block, each encrypts a quarter of the state
with GOST 28147 (32 rounds), and a shift register over 16-bit words mixes the result in by 74 turns.

Two things make it quick. The eight S-boxes and the rotation by 11 bits are two tables of 16 to 32 bits, made
at first use; a sum of 33 bits needs no mask, since the upper table is there twice. Turning the register is
linear, so that word j of the state reaches, in so many turns, the words that are set in one constant: the
product of the word (16 bits) with the constant (ones 16 bits apart) places all its copies at once.
"""

from array import array
from collections.abc import Sequence
from functools import cache, reduce
from operator import mul, xor
from struct import Struct

from signing.dstu import DIGEST_INPUT_MAX

DKE1 = bytes.fromhex(
    "a9d6eb45f13c708280c4967b231f5eadf658eba4c037291d38d96bf025ca4e17"
    "f8e9720dc615b43a28975f0bc1dea36438b564ea2c179fd0123e6db8fac57904"
)
"""The S-boxes DKE No 1 as certificates carry them: eight rows, two values a byte, the upper half first."""

BLOCK = 32
WORDS = 16
LANE = (1 << 64) - 1
WORD = (1 << 16) - 1
THIRD_KEY = 0xFF00FFFF000000FFFF0000FF00FFFF0000FF00FF00FF00FFFF00FF00FF00FF00
"""The only constant C of the key schedule that is not zero (RFC 5831, 5.1)."""
TRANSPOSED = bytes(row + 8 * column for row in range(8) for column in range(4))
"""The permutation P of the key schedule; `TRANSPOSED.translate(bytes_)` gathers the bytes in its order."""

Table = Sequence[int]
"""An array of four bytes a value: lists of 65,536 numbers do not stay in the processor's cache."""

eight_words = Struct("<8I").unpack
as_bytes = Struct("<8I").pack
sixteen_words = Struct("<16H").unpack


def rotated(word: int) -> int:
    """Rotate 32 bits by 11 to the left."""
    return (word << 11 | word >> 21) & 0xFFFFFFFF


def substitution(rows: list[bytes], shift: int) -> "array[int]":
    """Make the table of four S-boxes side by side, rotation included."""
    found = [0]
    for place, row in enumerate(rows):
        found = [rest | value << (shift + 4 * place) for value in row for rest in found]
    return array("I", map(rotated, found))


@cache
def substitutions() -> tuple[Table, Table]:
    """Make the tables of the lower and the upper half; the upper one twice, for the carry."""
    halves = [half for byte in DKE1 for half in (byte >> 4, byte & 15)]
    rows = [bytes(halves[start : start + 16]) for start in range(0, 128, 16)]
    upper = substitution(rows[4:], 16)
    return substitution(rows[:4], 0), upper + upper


def turned(words: list[int]) -> list[int]:
    """Turn the register of sixteen words once (the mapping ψ of RFC 5831, 5.3)."""
    return [*words[1:], words[0] ^ words[1] ^ words[2] ^ words[3] ^ words[12] ^ words[15]]


@cache
def reach(turns: int) -> tuple[int, ...]:
    """Tell for every word which words it reaches after so many turns, as ones 16 bits apart."""
    constants = []
    for place in range(WORDS):
        words = [int(other == place) for other in range(WORDS)]
        for _ in range(turns):
            words = turned(words)
        constants.append(sum(bit << 16 * other for other, bit in enumerate(words)))
    return tuple(constants)


def turned_far(words: tuple[int, ...], constants: tuple[int, ...]) -> int:
    """Turn the register as many times as the constants were made for."""
    turned: int = reduce(xor, map(mul, words, constants))
    return turned


def turned_once(state: int) -> int:
    """Turn the register once, as a number of 256 bits."""
    fed = (state ^ state >> 16 ^ state >> 32 ^ state >> 48 ^ state >> 192 ^ state >> 240) & WORD
    return state >> 16 | fed << 240


def shifted(state: int) -> int:
    """Apply the mapping A of the key schedule: quarters move down, the top is the sum of the lowest two."""
    upper = state >> 64
    return upper | ((state ^ upper) & LANE) << 192


def key(state: int) -> tuple[int, ...]:
    """Make a key of eight words from the sum of the schedule's two registers."""
    return eight_words(TRANSPOSED.translate(state.to_bytes(256, "little")))


def encrypted(low: int, high: int, words: tuple[int, ...], lower: Table, upper: Table) -> tuple[int, int]:
    """Encrypt a quarter of the state with GOST 28147: three times forth through the key, once back.

    What the two tables give shares no bit, and Python adds sooner than it XORs.
    """
    k1, k2, k3, k4, k5, k6, k7, k8 = words
    for _ in range(3):
        mixed = low + k1
        high ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = high + k2
        low ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = low + k3
        high ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = high + k4
        low ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = low + k5
        high ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = high + k6
        low ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = low + k7
        high ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = high + k8
        low ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
    for first, second in ((k8, k7), (k6, k5), (k4, k3), (k2, k1)):
        mixed = low + first
        high ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
        mixed = high + second
        low ^= lower[mixed & 0xFFFF] + upper[mixed >> 16]
    return high, low  # the last round does not swap


def stepped(state: int, block: int) -> int:
    """Take one block into the state (RFC 5831, 5)."""
    lower, upper = substitutions()
    h1, h2, h3, h4, h5, h6, h7, h8 = eight_words(state.to_bytes(BLOCK, "little"))
    left, right = state, block
    s1, s2 = encrypted(h1, h2, key(left ^ right), lower, upper)
    left, right = shifted(left), shifted(shifted(right))
    s3, s4 = encrypted(h3, h4, key(left ^ right), lower, upper)
    left, right = shifted(left) ^ THIRD_KEY, shifted(shifted(right))
    s5, s6 = encrypted(h5, h6, key(left ^ right), lower, upper)
    left, right = shifted(left), shifted(shifted(right))
    s7, s8 = encrypted(h7, h8, key(left ^ right), lower, upper)
    inner = block ^ turned_far(sixteen_words(as_bytes(s1, s2, s3, s4, s5, s6, s7, s8)), reach(12))
    outer = state ^ turned_once(inner)
    return turned_far(sixteen_words(outer.to_bytes(BLOCK, "little")), reach(61))


def digest(data: bytes) -> bytes:
    """Give the digest of 32 bytes; the initial state is zero, as signatures use it."""
    assert len(data) <= DIGEST_INPUT_MAX
    state = total = 0
    for start in range(0, len(data), BLOCK):
        block = int.from_bytes(data[start : start + BLOCK], "little")
        state = stepped(state, block)
        total += block
    state = stepped(state, 8 * len(data))
    state = stepped(state, total & (1 << 256) - 1)
    return state.to_bytes(BLOCK, "little")
