"""Names facilities, in Ukrainian and English."""

from dataclasses import dataclass

from commands.demo.outlines import SEEDED
from commands.demo.plans import Site

_ENTERPRISE = "Комунальне некомерційне підприємство"
_PHARMACIES = (
    ("Барвінок", "Barvinok"),
    ("Калина", "Kalyna"),
    ("Їжачок", "Yizhachok"),
    ("Ґердан", "Gerdan"),
    ("М’ята", "Miata"),
    ("Зелений лист", "Green Leaf"),
    ("Здоров’я", "Zdorovia"),
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What a facility is called: full and short, in both languages."""

    full: str
    short: str
    full_en: str
    short_en: str


def naming_of(site: Site) -> Naming:
    """Name a facility by its kind, city and number."""
    number, city = site.plan.number, site.place.name_en
    if site.plan.outline == SEEDED:
        return _enterprise("Перша зразкова лікарня", f"First Model Hospital of {city}")
    match site.plan.kind_code:
        case "TRANSFUSION_FACILITY":
            return _enterprise(
                f"{site.place.stem}а міська лікарня № {number}", f"{city} City Hospital No. {number}"
            )
        case "BLOOD_ESTABLISHMENT":
            return _enterprise(
                f"{site.place.stem}ий центр крові № {number}", f"{city} Blood Centre No. {number}"
            )
        case "PRIMARY_CARE":
            return _primary_care(site)
        case "OUTPATIENT":
            return _enterprise(
                f"{site.place.stem}а поліклініка № {number}", f"{city} Polyclinic No. {number}"
            )
        case "EMERGENCY":
            words = f"{site.place.stem}ий центр екстреної медичної допомоги № {number}"
            return _enterprise(words, f"{city} Emergency Care Centre No. {number}")
        case "PHARMACY":
            return _pharmacy(site)
        case "NATIONAL_CENTER":
            words = "Спеціалізована державна установа «Навчальний центр координації трансфузій»"
            return Naming(words, "СДУ «НЦКТ»", "Training Centre for Transfusion Coordination", "TCTC")
        case _:
            words = "Навчальний державний регулятор у сфері крові"
            return Naming(
                words, "Навчальний регулятор", "Training State Regulator for Blood", "Training Regulator"
            )


def _enterprise(words: str, words_en: str) -> Naming:
    return Naming(
        f"{_ENTERPRISE} «{words}»", f"КНП «{words}»", f"Municipal Non-Profit Enterprise {words_en}", words_en
    )


def _primary_care(site: Site) -> Naming:
    stem, number, city = site.place.stem, site.plan.number, site.place.name_en
    return Naming(
        f"{_ENTERPRISE} «{stem}ий центр первинної медико-санітарної допомоги № {number}»",
        f"КНП «{stem}ий ЦПМСД № {number}»",
        f"Municipal Non-Profit Enterprise {city} Primary Health Care Centre No. {number}",
        f"{city} Primary Care No. {number}",
    )


def _pharmacy(site: Site) -> Naming:
    words, words_en = _PHARMACIES[site.plan.number % len(_PHARMACIES)]
    number = site.plan.number
    owner, owner_en = ("ФОП", "Sole Practitioner") if site.sole_practitioner else ("ТОВ", "LLC")
    return Naming(
        f"{owner} «Аптека «{words}» № {number}»",
        f"Аптека «{words}» № {number}",
        f"{owner_en} Pharmacy {words_en} No. {number}",
        f"Pharmacy {words_en} No. {number}",
    )
