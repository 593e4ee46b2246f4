"""Dictionaries that the registry starts with: codes and their Ukrainian titles.

Registrars add values to the open ones; those that are enumerations in code are listed from the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid5

from models.assignment import AssignmentKind
from models.contact import PhoneType
from models.education import EducationDegree, QualificationType, ScienceDegree
from models.employee import EmployeeType
from models.entity import Enumeration
from models.equipment import EquipmentAvailability
from models.identity import DocumentType, Gender
from models.speciality import SpecialityLevel, SpecialityQualificationType

NAMESPACE = UUID("9d1c3f0e-6a52-5b8e-8c1d-3f2a7e54b610")  # ours; ids of dictionary values are made in it


@dataclass(frozen=True, slots=True)
class DictionaryContent:
    """A dictionary and its values, code → title, in the order in which they are shown."""

    name: str
    title: str
    values: Mapping[str, str]


def value_id(dictionary: str, code: str) -> UUID:
    """Give the id of a dictionary's value, the same on every installation."""
    return uuid5(NAMESPACE, f"{dictionary}:{code}")


def _enumerated(enumeration: type[Enumeration]) -> Mapping[str, str]:
    return MappingProxyType({member.value: member.title_uk for member in enumeration})


FACILITY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "TRANSFUSION_FACILITY": "Суб’єкт, що надає послуги з трансфузії крові та компонентів крові (ЗОЗ)",
        "BLOOD_ESTABLISHMENT": "Суб’єкт системи крові (центр крові)",
        "PRIMARY_CARE": "Заклад первинної медичної допомоги",
        "OUTPATIENT": "Заклад спеціалізованої медичної допомоги",
        "EMERGENCY": "Заклад екстреної медичної допомоги",
        "PHARMACY": "Аптека",
        "NATIONAL_CENTER": "СДУ «УЦТК»",
        "REGULATOR": "Регулятор",
    }
)

DEPARTMENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "LOGISTICS_INVENTORY": "Відділ логістики з центром управління запасами",
        "ADMINISTRATION": "Адміністрація",
        "HR": "Відділ кадрів",
        "DONOR_RECRUITMENT": "Відділ залучення донорів",
        "RECEPTION": "Реєстратура",
        "COLLECTION": "Відділ заготівлі крові та компонентів крові",
        "MOBILE_COLLECTION": "Виїзна бригада",
        "PROCESSING": "Відділ переробки",
        "TESTING_LAB": "Лабораторія тестування",
        "IMMUNOHEMATOLOGY_LAB": "Імуногематологічна лабораторія",
        "QUALITY": "Відділ забезпечення якості",
        "TRANSFUSIOLOGY": "Відділення трансфузіології",
        "CLINICAL": "Клінічне відділення",
        "IT": "Відділ інформаційних технологій",
        "DIVISION_CLINIC": "Філія (інший відокремлений підрозділ)",
        "AMBULANT_CLINIC": "Амбулаторія",
        "FAP": "ФАП",
        "OTHER": "Інше",
    }
)

POSITIONS: Mapping[str, str] = MappingProxyType(
    {
        "P1": "Генеральний директор",
        "P2": "Директор",
        "P3": "Головний лікар",
        "P4": "Начальник",
        "P5": "Завідувач",
        "P6": "Заступники з числа лікарів",
        "P7": "Лікар загальної практики - сімейний лікар",
        "P8": "Лікар-педіатр",
        "P9": "Лікар-педіатр дільничний",
        "P10": "Лікар-терапевт",
        "P11": "Лікар-терапевт дільничний",
        "P14": "Спеціаліст відділу кадрів",
        "P15": "Працівник реєстратури",
        "P17": "Лаборант",
        "P23": "в.о. генерального директора",
        "P24": "в.о. директора",
        "P25": "в.о. головного лікаря",
        "P26": "ФОП",
        "BB_HEAD": "Завідувач лікарняного банку крові",
        "BB_DOUBLE": "Дублер завідувача лікарняного банку крові",
        "TRANSFUSIOLOGIST": "Лікар-трансфузіолог",
        "NURSE": "Сестра медична",
        "FACILITY_ADMIN": "Адміністратор закладу",
    }
)

EQUIPMENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "BLOOD_REFRIGERATOR": "Холодильник для крові",
        "PLASMA_FREEZER": "Морозильна камера",
        "PLATELET_AGITATOR": "Тромбошейкер",
        "PLATELET_INCUBATOR": "Інкубатор для тромбоцитів",
        "PLASMA_THAWER": "Розморожувач плазми",
        "ULTRA_LOW_FREEZER": "Низькотемпературна морозильна камера",
        "TRANSPORT_CONTAINER": "Термоконтейнер",
        "TEMPERATURE_LOGGER": "Реєстратор температури",
        "CENTRIFUGE": "Центрифуга",
        "BLOOD_WARMER": "Підігрівач крові",
        "TUBE_SEALER": "Запаювач трубок",
        "SCALES": "Ваги",
        "BARCODE_SCANNER": "Сканер штрих-кодів",
        "LABEL_PRINTER": "Принтер етикеток",
        "COMPUTER": "Комп’ютер",
        "OTHER": "Інше",
    }
)

SPECIALITY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "THERAPIST": "Терапевт",
        "PEDIATRICIAN": "Педіатр",
        "FAMILY_DOCTOR": "Сімейний лікар",
        "TRANSFUSIOLOGIST": "Трансфузіолог",
        "ANESTHESIOLOGIST": "Анестезіолог",
        "HEMATOLOGIST": "Гематолог",
        "LABORATORY_IMMUNOLOGIST": "Лікар-лаборант-імунолог",
        "PHARMACIST": "Фармацевт",
        "OTHER": "Інша",
    }
)

APPLICATION_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "INCOMPLETE": "Заяву заповнено не повністю",
        "DATA_MISMATCH": "Відомості не збігаються з державними реєстрами",
        "DOCUMENTS_MISSING": "Бракує документів",
        "NOT_SUBJECT_TO_REGISTRATION": "Заклад не підлягає реєстрації",
        "DUPLICATE": "Заклад уже зареєстровано",
        "OTHER": "Інше",
    }
)

OPEN_DICTIONARIES = frozenset(
    {
        "FACILITY_KIND",
        "DEPARTMENT_TYPE",
        "POSITION",
        "EQUIPMENT_TYPE",
        "SPECIALITY_TYPE",
        "APPLICATION_REASON",
    }
)
"""Those that people may change; the others are enumerations of the code."""

DICTIONARIES = (
    DictionaryContent("FACILITY_KIND", "Вид суб’єкта", FACILITY_KINDS),
    DictionaryContent("DEPARTMENT_TYPE", "Тип відділу", DEPARTMENT_TYPES),
    DictionaryContent("POSITION", "Посада", POSITIONS),
    DictionaryContent("EMPLOYEE_TYPE", "Тип працівника", _enumerated(EmployeeType)),
    DictionaryContent("EQUIPMENT_TYPE", "Тип обладнання", EQUIPMENT_TYPES),
    DictionaryContent("EQUIPMENT_AVAILABILITY", "Доступність обладнання", _enumerated(EquipmentAvailability)),
    DictionaryContent("ASSIGNMENT_KIND", "Вид призначення", _enumerated(AssignmentKind)),
    DictionaryContent("DOCUMENT_TYPE", "Тип документа, що посвідчує особу", _enumerated(DocumentType)),
    DictionaryContent("PHONE_TYPE", "Тип телефону", _enumerated(PhoneType)),
    DictionaryContent("GENDER", "Стать", _enumerated(Gender)),
    DictionaryContent("EDUCATION_DEGREE", "Ступінь освіти", _enumerated(EducationDegree)),
    DictionaryContent("SPECIALITY_LEVEL", "Кваліфікаційна категорія", _enumerated(SpecialityLevel)),
    DictionaryContent(
        "SPEC_QUALIFICATION_TYPE", "Підстава категорії", _enumerated(SpecialityQualificationType)
    ),
    DictionaryContent("QUALIFICATION_TYPE", "Вид підвищення кваліфікації", _enumerated(QualificationType)),
    DictionaryContent("SCIENCE_DEGREE", "Науковий ступінь", _enumerated(ScienceDegree)),
    DictionaryContent("SPECIALITY_TYPE", "Спеціальність", SPECIALITY_TYPES),
    DictionaryContent("APPLICATION_REASON", "Підстава рішення щодо заяви", APPLICATION_REASONS),
)
