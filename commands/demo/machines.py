"""What stands where: kinds of equipment with their makers, and the kinds that a department of each crew has.

The makers and models are invented.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of equipment: what it is called, who makes it, its limits in °C and its capacity."""

    type_code: str
    name: str
    nickname: str
    models: tuple[tuple[str, str], ...]  # maker, model
    temperature: tuple[Decimal, Decimal] | None = None
    capacity: tuple[int, str] | None = None
    verified_every: int | None = None  # months between verifications
    properties: tuple[tuple[str, str, int | bool | str], ...] = ()  # type, key of the value, value


def _range(low: int, high: int) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


_MACHINES = (
    Machine(
        "BLOOD_REFRIGERATOR",
        "Холодильник для зберігання крові",
        "Холодильник еритроцитів",
        (("Дніпротерм", "ХК-400"), ("Nordkyl", "BR 520"), ("Haemoline", "RC-280")),
        _range(2, 6),
        (400, "L"),
        12,
        (("SHELVES", "valueInteger", 6), ("ALARM", "valueBoolean", True)),
    ),
    Machine(
        "PLASMA_FREEZER",
        "Морозильна камера для плазми",
        "Морозильна камера",
        (("Дніпротерм", "МК-30"), ("Nordkyl", "PF 700"), ("Полісся-Холод", "Плазма-2")),
        _range(-40, -25),
        (320, "L"),
        12,
        (("DRAWERS", "valueInteger", 8), ("ALARM", "valueBoolean", True)),
    ),
    Machine(
        "PLATELET_AGITATOR",
        "Тромбошейкер (тромбоміксер)",
        "Тромбошейкер",
        (("Haemoline", "PA-48"), ("Карпати-Мед", "ТШ-24")),
        _range(20, 24),
        (48, "UNITS"),
        12,
        (("STROKES_PER_MINUTE", "valueDecimal", "60.5"), ("DRIVE", "valueString", "горизонтальний")),
    ),
    Machine(
        "PLATELET_INCUBATOR",
        "Інкубатор для тромбоцитів",
        "Інкубатор",
        (("Haemoline", "PI-96"), ("Nordkyl", "PLT 100")),
        _range(20, 24),
        (96, "UNITS"),
        12,
    ),
    Machine(
        "PLASMA_THAWER",
        "Розморожувач плазми",
        "Розморожувач",
        (("Карпати-Мед", "РП-4"), ("Haemoline", "TH-6")),
        _range(30, 37),
        (4, "UNITS"),
        12,
    ),
    Machine(
        "ULTRA_LOW_FREEZER",
        "Низькотемпературна морозильна камера",
        "Глибокий мороз",
        (("Nordkyl", "ULT 500"), ("Полісся-Холод", "Арктика-80")),
        _range(-86, -65),
        (500, "L"),
        12,
    ),
    Machine(
        "TRANSPORT_CONTAINER",
        "Термоконтейнер для компонентів крові",
        "Термоконтейнер",
        (("Полісся-Холод", "ТК-25"), ("Haemoline", "Box 18")),
        _range(2, 10),
        (25, "L"),
        24,
    ),
    Machine(
        "TEMPERATURE_LOGGER",
        "Реєстратор температури",
        "Логер",
        (("Січ-Прилад", "РТ-1"), ("Nordkyl", "Log 2")),
        _range(-40, 40),
        None,
        12,
        (("CHANNELS", "valueInteger", 2),),
    ),
    Machine(
        "CENTRIFUGE",
        "Центрифуга рефрижераторна",
        "Центрифуга",
        (("Січ-Прилад", "ЦР-6"), ("Haemoline", "CF 6000")),
        _range(4, 22),
        (12, "UNITS"),
        12,
    ),
    Machine(
        "BLOOD_WARMER",
        "Підігрівач крові та розчинів",
        "Підігрівач",
        (("Карпати-Мед", "ПК-1"), ("Haemoline", "Warm 37")),
        _range(36, 41),
        None,
        12,
    ),
    Machine(
        "TUBE_SEALER",
        "Запаювач трубок",
        "Запаювач",
        (("Haemoline", "Seal 1"), ("Січ-Прилад", "ЗТ-2")),
        verified_every=24,
    ),
    Machine(
        "SCALES",
        "Ваги медичні",
        "Ваги",
        (("Січ-Прилад", "ВМ-5"), ("Карпати-Мед", "Вага-М")),
        verified_every=12,
    ),
    Machine("BARCODE_SCANNER", "Сканер штрихкодів", "Сканер", (("Ознака", "S-120"), ("Ознака", "S-240"))),
    Machine("LABEL_PRINTER", "Принтер етикеток", "Принтер", (("Ознака", "Друк-4"), ("Labelia", "LP 200"))),
    Machine("COMPUTER", "Комп’ютер персональний", "Комп’ютер", (("Обрій", "АРМ-7"), ("Обрій", "АРМ-9"))),
    Machine(
        "OTHER",
        "Монітор пацієнта",
        "Монітор",
        (("Карпати-Мед", "МП-3"), ("Січ-Прилад", "Пульс-5")),
        verified_every=12,
    ),
)
MACHINES = {machine.type_code: machine for machine in _MACHINES}

_DISPATCH = "TRANSPORT_CONTAINER COMPUTER LABEL_PRINTER"
_BANK = f"BLOOD_REFRIGERATOR PLASMA_FREEZER PLATELET_AGITATOR TEMPERATURE_LOGGER {_DISPATCH}"
_COLD_ROOM = "BLOOD_REFRIGERATOR PLASMA_FREEZER TEMPERATURE_LOGGER TRANSPORT_CONTAINER BARCODE_SCANNER"
_LABORATORY = "CENTRIFUGE BLOOD_REFRIGERATOR TEMPERATURE_LOGGER COMPUTER BARCODE_SCANNER SCALES LABEL_PRINTER"
_WARD = "OTHER BLOOD_WARMER COMPUTER SCALES"
_COLLECTION = "SCALES TUBE_SEALER TRANSPORT_CONTAINER COMPUTER LABEL_PRINTER BARCODE_SCANNER"
_STANDS = {
    "LOGISTICS_INVENTORY": _BANK,
    "STORES": f"{_COLD_ROOM} ULTRA_LOW_FREEZER PLATELET_INCUBATOR",
    "BANK_ISSUE": _COLD_ROOM,
    "TRANSFUSIOLOGY": "PLASMA_THAWER BLOOD_WARMER BLOOD_REFRIGERATOR COMPUTER TEMPERATURE_LOGGER",
    "IMMUNOHEMATOLOGY_LAB": _LABORATORY,
    "TESTING_LAB": _LABORATORY,
    "PROCESSING": "CENTRIFUGE TUBE_SEALER SCALES PLASMA_FREEZER TEMPERATURE_LOGGER LABEL_PRINTER",
    "COLLECTION": _COLLECTION,
    "MOBILE_COLLECTION": _COLLECTION,
    "CLINICAL": _WARD,
    "INTENSIVE": f"BLOOD_WARMER OTHER PLASMA_THAWER {_WARD}",
    "WARD": _WARD,
    "AMBULANT_CLINIC": "COMPUTER SCALES OTHER TRANSPORT_CONTAINER LABEL_PRINTER",
    "DIVISION_CLINIC": "COMPUTER SCALES LABEL_PRINTER OTHER",
    "FAP": "SCALES TRANSPORT_CONTAINER COMPUTER",
    "PHARMACY": "COMPUTER BARCODE_SCANNER TEMPERATURE_LOGGER LABEL_PRINTER SCALES",
}
_OFFICE = "COMPUTER LABEL_PRINTER BARCODE_SCANNER COMPUTER"


def machines_of(crew: str, count: int, without: frozenset[str]) -> tuple[Machine, ...]:
    """Take the first kinds of equipment of a crew, from the beginning again when they run out."""
    kinds = [kind for kind in _STANDS.get(crew, _OFFICE).split() if kind not in without]
    return tuple(MACHINES[kinds[at % len(kinds)]] for at in range(count))
