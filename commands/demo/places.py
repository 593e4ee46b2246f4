"""Where things are: settlements with their КАТОТТГ codes, streets, addresses and telephone numbers."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

import orjson


@dataclass(frozen=True, slots=True)
class Settlement:
    """A city; `stem` makes its adjective («Черкаськ» → «Черкаська», «Черкаської»)."""

    name: str
    stem: str
    name_en: str
    region: str
    district: str | None
    katottg: str | None
    zip_prefix: str
    phone_code: str
    latitude: Decimal
    longitude: Decimal


# name, adjective's stem, English, oblast, district, КАТОТТГ, zip, phone code, coordinates.
_SETTLEMENTS = """
Черкаси|Черкаськ|Cherkasy|Черкаська|Черкаський|UA71080490010015879|180|472|49.4444|32.0598
Київ|Київськ|Kyiv|||UA80000000000093317|010|44|50.4501|30.5234
Львів|Львівськ|Lviv|Львівська|Львівський|UA46060250010015970|790|32|49.8397|24.0297
Харків|Харківськ|Kharkiv|Харківська|Харківський|UA63120270010096107|610|57|49.9935|36.2304
Одеса|Одеськ|Odesa|Одеська|Одеський|UA51100270010076757|650|48|46.4825|30.7233
Дніпро|Дніпровськ|Dnipro|Дніпропетровська|Дніпровський|UA12020010010037010|490|56|48.4647|35.0462
Вінниця|Вінницьк|Vinnytsia|Вінницька|Вінницький|UA05020030010063857|210|432|49.2331|28.4682
Чернігів|Чернігівськ|Chernihiv|Чернігівська|Чернігівський|UA74100390010054825|140|462|51.4982|31.2893
Житомир|Житомирськ|Zhytomyr|Житомирська|Житомирський|UA18040190010057814|100|412|50.2547|28.6587
Миколаїв|Миколаївськ|Mykolaiv|Миколаївська|Миколаївський|UA48060150010035747|540|512|46.975|31.9946
Суми|Сумськ|Sumy|Сумська|Сумський|UA59080270010036634|400|542|50.9077|34.7981
Полтава|Полтавськ|Poltava|Полтавська|Полтавський|UA53080370010073240|360|532|49.5883|34.5514
Кременчук|Кременчуцьк|Kremenchuk|Полтавська|Кременчуцький|UA53020110010031694|396|536|49.0631|33.4035
Запоріжжя|Запорізьк|Zaporizhzhia|Запорізька|Запорізький|UA23060070010069526|690|61|47.8388|35.1396
Чернівці|Чернівецьк|Chernivtsi|Чернівецька|Чернівецький|UA73060610010033137|580|372|48.2921|25.9358
Кам’янське|Кам’янськ|Kamianske|Дніпропетровська|Кам’янський|UA12040150010056523|519|569|48.5113|34.6021
Кривий Ріг|Криворізьк|Kryvyi Rih|Дніпропетровська|Криворізький|UA12060170010065850|500|564|47.9105|33.3918
Кропивницький|Кропивницьк|Kropyvnytskyi|Кіровоградська|Кропивницький|UA35040210010019355|250|522|48.5079|32.2623
Тернопіль|Тернопільськ|Ternopil|Тернопільська|||460|352|49.5535|25.5948
Рівне|Рівненськ|Rivne|Рівненська|||330|362|50.6199|26.2516
Луцьк|Луцьк|Lutsk|Волинська|||430|332|50.7472|25.3254
Ужгород|Ужгородськ|Uzhhorod|Закарпатська|||880|312|48.6208|22.2879
Івано-Франківськ|Івано-Франківськ|Ivano-Frankivsk|Івано-Франківська|||760|342|48.9226|24.7111
Хмельницький|Хмельницьк|Khmelnytskyi|Хмельницька|||290|382|49.423|26.9871
"""
_STREETS = """
вул. Соборна|вул. Шевченка|вул. Лесі Українки|вул. Івана Франка|вул. Грушевського|просп. Незалежності
вул. Калинова|вул. Захисників України|вул. Медична|вул. Лікарняна|вул. Козацька|просп. Миру
вул. Героїв-рятувальників|вул. Вишнева|вул. Ґонти|вул. Єдності|вул. Європейська|вул. Ярославів Вал
пров. Тихий|вул. Зелена|бульв. Вишневий|вул. Джерельна|вул. Університетська|вул. Степана Руданського
вул. Миколи Амосова|вул. Січових Стрільців|вул. Набережна
"""
_STREET_NAMES = tuple(_STREETS.strip().replace("\n", "|").split("|"))
_MOBILE_CODES = ("78", "79")
"""Unassigned codes: no subscriber in Ukraine can be reached by such a number."""


def settlements() -> tuple[Settlement, ...]:
    """Read the table of cities; the first is the city of the seeds' hospital."""
    return tuple(_settlement(*line.split("|")) for line in _SETTLEMENTS.strip().split("\n"))


def _settlement(
    name: str,
    stem: str,
    name_en: str,
    region: str,
    district: str,
    katottg: str,
    zip_prefix: str,
    phone_code: str,
    latitude: str,
    longitude: str,
) -> Settlement:
    return Settlement(
        name,
        stem,
        name_en,
        f"{region} область" if region else f"м. {name}",
        f"{district} район" if district else None,
        katottg or None,
        zip_prefix,
        phone_code,
        Decimal(latitude),
        Decimal(longitude),
    )


def address(rng: Random, place: Settlement) -> str:
    """Draw an address in a city, as JSON."""
    building = f"{rng.randint(1, 180)}{rng.choice(('', '', '', 'А', 'Б', '/2', '-В'))}"
    return to_json(
        {
            "katottg": place.katottg,
            "zip": f"{place.zip_prefix}{rng.randint(0, 99):02d}",
            "region": place.region,
            "district": place.district,
            "settlement": f"м. {place.name}",
            "street": rng.choice(_STREET_NAMES),
            "building": building,
        }
    )


def jitter(rng: Random, degrees: Decimal) -> Decimal:
    """Move a coordinate by at most about five kilometres."""
    return degrees + Decimal(rng.randint(-45_000, 45_000)).scaleb(-6)


def mobile(rng: Random) -> str:
    """Draw a mobile number under a code that no operator holds."""
    return f"+380{rng.choice(_MOBILE_CODES)}{rng.randrange(10_000_000):07d}"


def land_line(rng: Random, place: Settlement) -> str:
    """Draw a city number; no Ukrainian subscriber's number begins with 0 after the code."""
    digits = 8 - len(place.phone_code)
    return f"+380{place.phone_code}0{rng.randrange(10**digits):0{digits}d}"


def phones(*, mobile_number: str | None = None, land_line_number: str | None = None) -> str:
    """Write a list of phones as JSON."""
    listed = (("MOBILE", mobile_number), ("LAND_LINE", land_line_number))
    return to_json([{"type": kind, "number": number} for kind, number in listed if number])


def to_json(value: object) -> str:
    """Write JSON for a jsonb column, without the keys that are null."""
    if isinstance(value, dict):
        value = {key: each for key, each in value.items() if each is not None}
    return orjson.dumps(value).decode()
