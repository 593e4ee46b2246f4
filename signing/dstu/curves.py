"""The ten curves y² + xy = x³ + ax² + b over GF(2^m), polynomial basis (DSTU 4145-2002, annex G).

Certificates name a curve or write its parameters out. What is written out must equal the table in every
number, base point included: with a base point of one's own choice, anybody's key signs anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from signing.der import INTEGER, SEQUENCE, Malformed, Reader
from signing.dstu.field import Field, field_of
from signing.values import integer, octets

VERSION = 0xA0


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve by its numbers: bit i of `b`, `base_x`, `base_y` is the coefficient of x^i; n is prime."""

    oid: str
    m: int
    middle_exponents: tuple[int, ...]
    a: int
    b: int
    n: int
    base_x: int
    base_y: int

    @property
    def field(self) -> Field:
        """The field of the coordinates."""
        return field_of(self.m, self.middle_exponents)

    @property
    def element_size(self) -> int:
        """Bytes of a coordinate."""
        return (self.m + 7) // 8

    @property
    def order_size(self) -> int:
        """Bytes of a number below n: each half of a signature."""
        return (self.n.bit_length() + 7) // 8


def match_explicit(parameters: bytes) -> Curve | None:
    """Give the curve of the table that has these parameters (ECBinary, in DER), or None."""
    try:
        written = written_out(Reader(parameters))
    except Malformed:
        return None
    return next((curve for curve in CURVES.values() if written == numbers(curve)), None)


Numbers = tuple[int, tuple[int, ...], int, int, int, int]


@lru_cache(maxsize=16)
def numbers(curve: Curve) -> Numbers:
    """Give what parameters written out hold, in their order; the base point is compressed."""
    field = curve.field
    x, y = field.spread(curve.base_x), field.spread(curve.base_y)
    sign = field.trace(field.product(y, field.inverse(x)))
    base = curve.base_x & ~1 | sign
    return curve.m, tuple(sorted(curve.middle_exponents)), curve.a, curve.b, curve.n, base


def written_out(outer: Reader) -> Numbers:
    """Read ECBinary: version 0, field, a, b, n, base point; octets are little-endian; raises Malformed."""
    reader = outer.into(SEQUENCE)
    outer.finish()
    if reader.follows(VERSION) and integer(reader.into(VERSION)) != 0:
        raise Malformed("parameters of an unknown version")
    basis = reader.into(SEQUENCE)
    m = integer(basis)
    middle = basis if basis.follows(INTEGER) else basis.into(SEQUENCE)
    exponents = []
    while middle.more():
        exponents.append(integer(middle))
    basis.finish()
    a = integer(reader)
    b = int.from_bytes(octets(reader), "little")
    n = integer(reader)
    base = int.from_bytes(octets(reader), "little")
    reader.finish()
    return m, tuple(sorted(exponents)), a, b, n, base


_TABLE = (
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.0",
        m=163,
        middle_exponents=(
            7,
            6,
            3,
        ),
        a=1,
        b=0x5FF6108462A2DC8210AB403925E638A19C1455D21,
        n=0x400000000000000000002BEC12BE2262D39BCF14D,
        base_x=0x2E2F85F5DD74CE983A5C4237229DAF8A3F35823BE,
        base_y=0x3826F008A8C51D7B95284D9D03FF0E00CE2CD723A,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.1",
        m=167,
        middle_exponents=(6,),
        a=1,
        b=0x6EE3CEEB230811759F20518A0930F1A4315A827DAC,
        n=0x3FFFFFFFFFFFFFFFFFFFFFB12EBCC7D7F29FF7701F,
        base_x=0x7A1F6653786A68192803910A3D30B2A2018B21CD54,
        base_y=0x5F49EB26781C0EC6B8909156D98ED435E45FD59918,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.2",
        m=173,
        middle_exponents=(
            10,
            2,
            1,
        ),
        a=0,
        b=0x108576C80499DB2FC16EDDF6853BBB278F6B6FB437D9,
        n=0x800000000000000000000189B4E67606E3825BB2831,
        base_x=0x4D41A619BCC6EADF0448FA22FAD567A9181D37389CA,
        base_y=0x10B51CC12849B234C75E6DD2028BF7FF5C1CE0D991A1,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.3",
        m=179,
        middle_exponents=(
            4,
            2,
            1,
        ),
        a=1,
        b=0x4A6E0856526436F2F88DD07A341E32D04184572BEB710,
        n=0x3FFFFFFFFFFFFFFFFFFFFFFB981960435FE5AB64236EF,
        base_x=0x6BA06FE51464B2BD26DC57F48819BA9954667022C7D03,
        base_y=0x25FBC363582DCEC065080CA8287AAFF09788A66DC3A9E,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.4",
        m=191,
        middle_exponents=(9,),
        a=1,
        b=0x7BC86E2102902EC4D5890E8B6B4981FF27E0482750FEFC03,
        n=0x40000000000000000000000069A779CAC1DABC6788F7474F,
        base_x=0x714114B762F2FF4A7912A6D2AC58B9B5C2FCFE76DAEB7129,
        base_y=0x29C41E568B77C617EFE5902F11DB96FA9613CD8D03DB08DA,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.5",
        m=233,
        middle_exponents=(
            9,
            4,
            1,
        ),
        a=1,
        b=0x6973B15095675534C7CF7E64A21BD54EF5DD3B8A0326AA936ECE454D2C,
        n=0x1000000000000000000000000000013E974E72F8A6922031D2603CFE0D7,
        base_x=0x3FCDA526B6CDF83BA1118DF35B3C31761D3545F32728D003EEB25EFE96,
        base_y=0x9CA8B57A934C54DEEDA9E54A7BBAD95E3B2E91C54D32BE0B9DF96D8D35,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.6",
        m=257,
        middle_exponents=(12,),
        a=0,
        b=0x1CEF494720115657E18F938D7A7942394FF9425C1458C57861F9EEA6ADBE3BE10,
        n=0x800000000000000000000000000000006759213AF182E987D3E17714907D470D,
        base_x=0x2A29EF207D0E9B6C55CD260B306C7E007AC491CA1B10C62334A9E8DCD8D20FB7,
        base_y=0x10686D41FF744D4449FCCF6D8EEA03102E6812C93A9D60B978B702CF156D814EF,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.7",
        m=307,
        middle_exponents=(
            8,
            4,
            2,
        ),
        a=1,
        b=0x393C7F7D53666B5054B5E6C6D3DE94F4296C0C599E2E2E241050DF18B6090BDC90186904968BB,
        n=0x3FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC079C2F3825DA70D390FBBA588D4604022B7B7,
        base_x=0x216EE8B189D291A0224984C1E92F1D16BF75CCD825A087A239B276D3167743C52C02D6E7232AA,
        base_y=0x5D9306BACD22B7FAEB09D2E049C6E2866C5D1677762A8F2F2DC9A11C7F7BE8340AB2237C7F2A0,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.8",
        m=367,
        middle_exponents=(21,),
        a=1,
        b=0x43FC8AD242B0B7A6F3D1627AD5654447556B47BF6AA4A64B0C2AFE42CADAB8F93D92394C79A79755437B56995136,
        n=0x40000000000000000000000000000000000000000000009C300B75A3FA824F22428FD28CE8812245EF44049B2D49,
        base_x=0x324A6EDDD512F08C49A99AE0D3F961197A76413E7BE81A400CA681E09639B5FE12E59A109F78BF4A373541B3B9A1,
        base_y=0x1AB597A5B4477F59E39539007C7F977D1A567B92B043A49C6B61984C3FE3481AAF454CD41BA1F051626442B3C10,
    ),
    Curve(
        oid="1.2.804.2.1.1.1.1.3.1.1.2.9",
        m=431,
        middle_exponents=(
            5,
            3,
            1,
        ),
        a=1,
        b=0x3CE10490F6A708FC26DFE8C3D27C4F94E690134D5BFF988D8D28AAEAEDE975936C66BAC536B18AE2DC312CA493117DAA469C640CAF3,
        n=0x3FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFBA3175458009A8C0A724F02F81AA8A1FCBAF80D90C7A95110504CF,
        base_x=0x1A62BA79D98133A16BBAE7ED9A8E03C32E0824D57AEF72F88986874E5AAE49C27BED49A2A95058068426C2171E99FD3B43C5947C857D,
        base_y=0x70B5E1E14031C1F70BBEFE96BDDE66F451754B4CA5F48DA241F331AA396B8D1839A855C1769B1EA14BA53308B5E2723724E090E02DB9,
    ),
)

CURVES: Mapping[str, Curve] = MappingProxyType({curve.oid: curve for curve in _TABLE})
"""By object identifier, in the order of m: 163, 167, 173, 179, 191, 233, 257, 307, 367, 431."""
