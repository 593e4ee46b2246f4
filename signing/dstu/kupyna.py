"""Kupyna (DSTU 7564:2014), the digest with 256, 384 or 512 bits.

The state is a matrix of bytes with eight rows; a block goes through two permutations that differ only in how
constants are added, by XOR or as a sum in each column. Both run at once, side by side in one number of twice
the state's width, because a long number costs Python little more than a short one:

- bytes change places by `places.translate(state)`, which gathers `state[place]` for every place;
- four rows of S-boxes are four translations;
- with the rows one after another, a column's bytes lie a row's width apart: multiplying by x is three shifts
  and masks over all bytes, and the matrix of the last step is a sum of rotations.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from signing.dstu import DIGEST_INPUT_MAX

ALL_BOXES = bytes.fromhex(
    """
    a8435f066b756c5971df879517f0d8096df31dcbc94d2caf79e097fd6f4b45393edda34fb4b69a0e1fbf15e149d293c6
    92729e61d163faeef419d5ad58a4bba1dcf2833742e47a329cccab4a8f6e04272ee7e25a9616232bc265660fbca94741
    3448fcb76a88a55386f95bdb387bc31e2233242836c7b23b8e77baf5149f08559b4cfe605cda1846cd7d21b03f1b89ff
    eb84693a9dd7d3706740b5de5d3091b1781101e5006898a0c502a6742d0ba276b3becebdaee98a311cecf19994aaf626
    2fefe88c3503d47ffb05c15e90203d82f7ea0a0d7ef8501ac40757b83c62e3c8ac526410d0d9130c122951b9cfd6738d
    8154c0ed4e44a72a8525e6ca7c8b5680

    cebbeb92eacb13c1e93ad6b2d29017f8421556b4651c8843c55c36baf557678d31f664589ef422aa750f02b1df6d734d
    7c262ef7085d443e9f14c8ae5410d8bc1a6b69f3bd33abfad19b684e169591ee4c638e5bcc3c19a181497bd96f3760ca
    e72b48fd9645fc41120d79e5898ce32030dcb76c4ab53f97d4622d06a4a5835f2adac9007ea255bf11d59ccf0e0a3d51
    7d931bfec44709860b8f9d6a07b9b0981832714bef3b70a0e440ffc3a9e678f98b46801e38e1b8a8e00c23761d252405
    f16e94289a84e8a34f77d385e252f282507a2f7453b361af3935decd1f99acad722cddd087be5ea6ec04c60334fbdb59
    b6c201f05aeda766217f8a27c7c029d7

    93d99ab5982245fcba6adf029fdc51594a172bc294f4bba362e471d4cd7016e1493cc0d85c9bad8553a17ac82de0d172
    a62cc4e37678b7b4093b0e414cdeb29025a5d7031100c32e92ef4e129d7dcb3510d54f9e4da955c6d07b1897d336e648
    56818f77cc9cb9e2acb82f15a47cda381e0b05d6146e6c7e66fdb1e560af5e3387c9f05d6d3f888dc7f71de9eced8029
    27cf99a8500f3724283095d23e5b4083b369571f071c8abc20ebce8eabee31a273f9ca3a1afb0dc1fefaf26fbd96dd43
    52b608f3aebe19893226b0ea4b6484826bf579bf015f75631b233d682a65e891f6ff1358f1470a7fc5a7e7615a064644
    4204a0db398654aa8c34218bf80c7467

    688dca4d734b4e2ad45226b3541e191f2203463d2d4a5383138ab7d52579f5bd582f0d02ed519e11f23e555ed1163c66
    705df34540cce8945608ce1a3ad2e1dfb5386e0ee5f4f986e94fd68523cf32993114aeeec848d330a19241b118c42c71
    724415fd37be5faa9b88d8ab899cfa60eabc620c24a6a8ec6720db7c28ddac5b347e10f17b8f63a0059a437721bf2709
    c39fb6d729c2ebc0a48b8c1dfbffc1b2972ef865f67507044933e4d9b9d042c76c90008e6f5001c5da473fcd69a2e27a
    a7c6930f0a06e62b96a31caf6a128439e7b082f7fe9d875c8135deb4a5fc80efcbbb6b76ba5a7d780b95e3ad74983b36
    646ddcf059a94c177f91b8c9571be061
    """
)
S_BOXES = tuple(ALL_BOXES[start : start + 256] for start in range(0, 1024, 256))
"""Row i of the state goes through box i mod 4."""

ROWS = 8
BY_BOX = (0, 4, 1, 5, 2, 6, 3, 7)
"""The rows in the order of their boxes."""
COLUMN_CONSTANT = 0x00F0F0F0F0F0F0F3
REDUCTION = 0x1D
"""The lower byte of x^8 + x^4 + x^3 + x^2 + 1, by which bytes are multiplied."""
LENGTH_BYTES = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """What depends on the number of columns: eight up to 256 bits, else sixteen.

    `moved` gathers the columns of both states as rows, grouped by box and shifted as ShiftBytes wants;
    `in_order` puts the rows in order; `as_columns` gathers columns again. A round has two constants: what is
    XORed to the first state and what is added to the columns of the second. Masks mark a bit or bits of bytes
    (`ones`, `sevens`) and the highest bit of the columns to which a constant is added (`tops`).
    """

    block: int
    moved: bytes
    in_order: bytes
    as_columns: bytes
    rounds: tuple[tuple[int, int], ...]
    ones: int
    sevens: int
    tops: int


@cache
def shape_of(bits: Literal[256, 384, 512]) -> Shape:
    """Lay out places, constants and masks for a digest of so many bits."""
    columns, rounds, last_shift = (8, 10, 7) if bits <= 256 else (16, 14, 11)
    shifts: tuple[int, ...] = (*range(7), last_shift)
    both = 2 * columns

    def source(row: int, column: int) -> int:
        state, place = divmod(column, columns)
        return ROWS * (state * columns + (place - shifts[row]) % columns) + row

    ones = int.from_bytes(b"\x01" * ROWS * both, "little")
    return Shape(
        ROWS * columns,
        bytes(source(row, column) for row in BY_BOX for column in range(both)),
        bytes(BY_BOX.index(row) * both + column for row in range(ROWS) for column in range(both)),
        bytes(row * both + column for column in range(both) for row in range(ROWS)),
        tuple(constants(columns, number) for number in range(rounds)),
        ones,
        ones * 0x7F,
        sum(1 << 64 * column + 63 for column in range(columns, both)),
    )


def constants(columns: int, number: int) -> tuple[int, int]:
    """Give a round's constants: what is XORed to the first state, what is added to the second."""
    xored = sum((column << 4 ^ number) << 64 * column for column in range(columns))
    added = sum(
        (COLUMN_CONSTANT ^ ((columns - 1 - column) << 4 ^ number) << 56) << 64 * (columns + column)
        for column in range(columns)
    )
    return xored, added


def permuted(both: int, shape: Shape) -> int:
    """Run both permutations, the first state in the lower half."""
    first, second, third, fourth = S_BOXES
    quarter = shape.block // 2
    half, most = 2 * quarter, 3 * quarter
    tops = shape.tops
    below = (1 << 32 * quarter) - 1 ^ tops
    for xored, added in shape.rounds:
        summed = ((both & below) + (added & below)) ^ (both ^ added) & tops ^ xored
        moved = shape.moved.translate(summed.to_bytes(256, "little"))
        replaced = (
            moved[:quarter].translate(first)
            + moved[quarter:half].translate(second)
            + moved[half:most].translate(third)
            + moved[most:].translate(fourth)
        )
        rows: int = int.from_bytes(shape.in_order.translate(replaced.ljust(256)), "little")
        product = multiplied(rows, shape).to_bytes(256, "little")
        both = int.from_bytes(shape.as_columns.translate(product), "little")
    return both


def multiplied(rows: int, shape: Shape) -> int:
    """Multiply every column by the circulant matrix 01 01 05 01 08 06 07 04 (MixColumns)."""
    ones, sevens = shape.ones, shape.sevens
    twice = (rows & sevens) << 1 ^ (rows >> 7 & ones) * REDUCTION
    four = (twice & sevens) << 1 ^ (twice >> 7 & ones) * REDUCTION
    eight = (four & sevens) << 1 ^ (four >> 7 & ones) * REDUCTION
    five = rows ^ four
    row = 2 * shape.block  # bits
    total = (
        (rows ^ rows << 7 * row ^ rows << 5 * row)
        ^ (five << 6 * row ^ eight << 4 * row)
        ^ ((twice ^ four) << 3 * row ^ (twice ^ five) << 2 * row ^ four << row)
    )
    whole = 8 * row
    return total >> whole ^ total & (1 << whole) - 1


def digest(data: bytes, bits: Literal[256, 384, 512]) -> bytes:
    """Give the digest of so many bits."""
    assert len(data) <= DIGEST_INPUT_MAX
    shape = shape_of(bits)
    size = shape.block
    fill = bytes((-len(data) - 1 - LENGTH_BYTES) % size)
    padded = data + b"\x80" + fill + (8 * len(data)).to_bytes(LENGTH_BYTES, "little")
    width = 8 * size
    first = (1 << width) - 1
    state = size  # the initial state is one bit: 0x40 or 0x80 in the first byte
    for start in range(0, len(padded), size):
        block = int.from_bytes(padded[start : start + size], "little")
        both = permuted(state ^ block | block << width, shape)
        state ^= both & first ^ both >> width
    last = permuted(state, shape) & first ^ state
    return last.to_bytes(size, "little")[-bits // 8 :]
