"""Validators give a normal form or every problem, in both languages, by the rules of the domain."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import DocumentType, Gender, InventoryStatus, Phone
from models.validators import (
    Accepted,
    InventoryMark,
    Rejected,
    address,
    birth_date,
    document_dates,
    document_set,
    edrpou,
    email,
    id_card,
    inventory_number,
    organisation_name,
    organisation_name_en,
    passport,
    person_name,
    phone_list,
    phone_number,
    tax_id,
    tax_id_substitute,
    text,
    unzr,
    website,
)

TODAY = date(2026, 11, 22)
BORN = date(1991, 8, 19)
Validator = Callable[..., Accepted[Any] | Rejected]


def value_of(verdict: Accepted[Any] | Rejected) -> Any:
    assert isinstance(verdict, Accepted), verdict
    return verdict.value


def rules_of(verdict: Accepted[Any] | Rejected) -> list[str]:
    assert isinstance(verdict, Rejected), verdict
    assert all(problem.message and problem.message_en for problem in verdict.problems)
    return [problem.rule for problem in verdict.problems]


def fields_of(verdict: Accepted[Any] | Rejected) -> list[str | None]:
    assert isinstance(verdict, Rejected), verdict
    return [problem.field for problem in verdict.problems]


def warnings_of(verdict: Accepted[Any] | Rejected) -> list[str]:
    assert isinstance(verdict, Accepted), verdict
    return [warning.rule for warning in verdict.warnings]


@pytest.mark.parametrize(
    ("validator", "written", "value"),
    [
        (person_name, "  Шевченко ", "Шевченко"),
        (person_name, "Знам’янська", "Знам'янська"),
        (person_name, "Лук`яненко ´", "Лук'яненко '"),
        (person_name, "Нечуй-Левицький", "Нечуй-Левицький"),
        (person_name, "Йо\u0438\u0306", "Йой"),  # и with a combining breve is й
        (person_name, "Анна   Марія", "Анна Марія"),
        (organisation_name, 'КНП "Зразкова лікарня" №1', 'КНП "Зразкова лікарня" №1'),
        (organisation_name, "«Зразок»", "«Зразок»"),
        (organisation_name, "1-ша поліклініка", "1-ша поліклініка"),
        (organisation_name_en, 'Sample Hospital "One" & Co.', 'Sample Hospital "One" & Co.'),
        (edrpou, "14360570", "14360570"),
        (edrpou, " 00032129 ", "00032129"),
        (edrpou, "42032422", "42032422"),
        (edrpou, "39990035", "39990035"),
        (edrpou, "59990043", "59990043"),
        (edrpou, "99990019", "99990019"),
        (edrpou, "29999993", "29999993"),
        (edrpou, "30000005", "30000005"),
        (edrpou, "60000006", "60000006"),
        (edrpou, "60000012", "60000012"),
        (edrpou, "10000062", "10000062"),
        (edrpou, "40075815", "40075815"),
        (edrpou, "43220851", "43220851"),
        (tax_id, "2923400112", "2923400112"),
        (tax_id, "33468 00122", "3346800122"),
        (tax_id, "3694900722", "3694900722"),
        (tax_id, "2900000140", "2900000140"),
        (tax_id_substitute, "123456789", "123456789"),
        (tax_id_substitute, "aB 123456", "АВ123456"),
        (passport, "АЯ 123456", "АЯ123456"),
        (passport, "MK123456", "МК123456"),
        (passport, "іі123456", "ІІ123456"),
        (phone_number, "0671234567", "+380671234567"),
        (phone_number, "380 (67) 123-45-67", "+380671234567"),
        (phone_number, "+380671234567", "+380671234567"),
        (email, " Ivan@X.ua ", "ivan@x.ua"),
        (email, "o'brien+lab@пошта.укр", "o'brien+lab@xn--80a1acn3a.xn--j1amh"),
        (website, "https://example.com/лікарня", "https://example.com/лікарня"),
        (inventory_number, " 101-45 ", InventoryMark(InventoryStatus.ASSIGNED, "101-45")),
        (inventory_number, "відсутній", InventoryMark(InventoryStatus.ABSENT, None)),
        (inventory_number, " Відсутній ", InventoryMark(InventoryStatus.ABSENT, None)),
        (inventory_number, "ВІДСУТНЯ", InventoryMark(InventoryStatus.ABSENT, None)),
        (inventory_number, "немає", InventoryMark(InventoryStatus.ABSENT, None)),
        (inventory_number, "Absent", InventoryMark(InventoryStatus.ABSENT, None)),
    ],
)
def test_a_good_value_is_given_in_its_normal_form(validator: Validator, written: str, value: object) -> None:
    assert value_of(validator(written)) == value


@pytest.mark.parametrize(
    ("validator", "written", "rules"),
    [
        (person_name, "", ["format"]),
        (person_name, "Шевчeнко", ["format"]),  # the first е is Latin
        (person_name, "Крылов", ["format"]),
        (person_name, "Ёлкін", ["format"]),
        (person_name, "-Левицький", ["format"]),
        (person_name, "'Яна", ["format"]),
        (person_name, "Ш" * 101, ["format"]),
        (person_name, "Іван3", ["format"]),
        (organisation_name, "", ["format"]),
        (organisation_name, "#1 & Ко", ["format", "format"]),
        (organisation_name, "Больница «Мечты»", ["format"]),
        (organisation_name, "Лікарня " + "а" * 500, ["format"]),
        (organisation_name, "Лікарня\x00", ["format"]),
        (organisation_name_en, "Лікарня", ["format"]),
        (organisation_name_en, "(Sample)", ["format"]),
        (edrpou, "1436057", ["format"]),
        (edrpou, "123456789", ["format"]),
        (edrpou, "00000000", ["format"]),
        (edrpou, "١٤٣٦٠٥٧٠", ["format"]),
        (edrpou, "32323454", ["checksum"]),
        (edrpou, "14360571", ["checksum"]),
        (tax_id, "292340011", ["format"]),
        (tax_id, "2923400113", ["checksum"]),
        (tax_id_substitute, "12345678", ["format"]),
        (tax_id_substitute, "ЫЁ123456", ["format"]),
        (passport, "ЫА123456", ["format"]),
        (passport, "АЯ12345", ["format"]),
        (passport, "QW123456", ["format"]),
        (phone_number, "067123456", ["phone_number"]),
        (phone_number, "+48123456789", ["phone_number"]),
        (email, "ivan", ["email"]),
        (email, "ivan@localhost", ["email"]),
        (email, "ivan@@x.ua", ["email"]),
        (email, ".ivan@x.ua", ["email"]),
        (email, "iv an@x.ua", ["email"]),
        (email, "іван@x.ua", ["email"]),
        (email, "i\x00@x.ua", ["email"]),
        (email, "i" * 65 + "@x.ua", ["email"]),
        (email, "i@" + "x" * 64 + ".ua", ["email"]),
        (email, "i@-x.ua", ["email"]),
        (website, "example.com", ["url"]),
        (website, "ftp://example.com", ["url"]),
        (website, "https://", ["url"]),
        (website, "https://[", ["url"]),
        (website, "https://ivan@example.com", ["url"]),
        (inventory_number, "", ["format"]),
        (inventory_number, "1" * 65, ["format"]),
    ],
)
def test_a_bad_value_is_told_its_problems(validator: Validator, written: str, rules: list[str]) -> None:
    assert rules_of(validator(written)) == rules


def test_a_text_has_a_length_and_no_control_characters() -> None:
    assert value_of(text(" Ки\u0456\u0308в ", 5)) == "Київ"
    assert rules_of(text(" ", 5)) == ["length"]
    assert rules_of(text("шість6", 5)) == ["length"]
    assert rules_of(text("а\u0007б", 5)) == ["format"]


def test_a_tax_number_of_another_birth_date_or_gender_is_warned_of() -> None:
    assert warnings_of(tax_id("3346800122", BORN, Gender.FEMALE)) == []
    assert warnings_of(tax_id("3346800122", date(1991, 8, 20), Gender.FEMALE)) == ["birthDateMismatch"]
    assert warnings_of(tax_id("2923400112", date(1980, 1, 15), Gender.MALE)) == []
    assert warnings_of(tax_id("2923400112", date(1980, 1, 15), Gender.FEMALE)) == ["genderMismatch"]
    assert warnings_of(tax_id("3694900722", date(2001, 2, 28), Gender.FEMALE)) == []


def test_a_register_number_begins_with_the_birth_date() -> None:
    assert warnings_of(unzr("19910819-00013", BORN)) == []
    assert warnings_of(unzr("19910819-00014", BORN)) == ["checksum"]
    assert rules_of(unzr("19910819-00013", date(1991, 8, 20))) == ["birthDateMismatch"]
    assert rules_of(unzr("1991081900013", BORN)) == ["format"]


def test_an_identity_card_needs_its_last_day_and_the_register_number() -> None:
    assert value_of(id_card("123 456 789", TODAY, "19910819-00013")) == "123456789"
    assert rules_of(id_card("12345678", None, None)) == ["format", "required", "required"]


def test_a_document_is_issued_between_birth_and_today_and_is_still_valid() -> None:
    passport_type, certificate = DocumentType.PASSPORT, DocumentType.REFUGEE_CERTIFICATE
    assert isinstance(document_dates(passport_type, None, None, BORN, TODAY), Accepted)
    assert isinstance(document_dates(certificate, BORN, TODAY, BORN, TODAY), Accepted)
    assert rules_of(document_dates(certificate, TODAY, None, BORN, TODAY)) == ["required"]
    assert rules_of(document_dates(passport_type, date(2026, 11, 23), None, BORN, TODAY)) == ["date"]
    assert rules_of(document_dates(passport_type, date(1990, 1, 1), date(2026, 11, 21), BORN, TODAY)) == [
        "date",
        "date",
    ]


def test_a_person_has_a_passport_or_a_card_and_each_document_once() -> None:
    passport_type, card, certificate = (
        DocumentType.PASSPORT,
        DocumentType.NATIONAL_ID,
        DocumentType.REFUGEE_CERTIFICATE,
    )
    assert isinstance(document_set([passport_type, certificate]), Accepted)
    assert rules_of(document_set([passport_type, card])) == ["unique"]
    assert rules_of(document_set([card, certificate, certificate, passport_type])) == ["unique", "unique"]


def test_working_age_is_counted_to_the_day() -> None:
    assert value_of(birth_date(date(2010, 11, 22), TODAY)) == date(2010, 11, 22)
    assert rules_of(birth_date(date(2010, 11, 23), TODAY)) == ["date"]
    assert rules_of(birth_date(date(1925, 11, 22), TODAY)) == ["date"]
    assert rules_of(birth_date(date(2026, 11, 23), TODAY)) == ["date"]
    assert value_of(birth_date(date(2012, 1, 1), TODAY, age_min=14)) == date(2012, 1, 1)


def test_phones_are_of_different_known_types() -> None:
    mobile: Phone = {"type": "MOBILE", "number": "0671234567"}
    fixed: Phone = {"type": "LAND_LINE", "number": "0441234567"}
    assert value_of(phone_list([mobile, fixed])) == [
        {"type": "MOBILE", "number": "+380671234567"},
        {"type": "LAND_LINE", "number": "+380441234567"},
    ]
    assert rules_of(phone_list([mobile, mobile])) == ["unique"]
    verdict = phone_list([{**mobile, "number": "12"}, {**fixed, "type": "FAX"}])
    assert rules_of(verdict) == ["phone_number", "inclusion"]
    assert fields_of(verdict) == ["[0].number", "[1].type"]


def test_an_address_is_trimmed_and_its_codes_are_checked() -> None:
    assert value_of(address({"settlement": " Київ ", "street": "", "building": "1а", "zip": "01001"})) == {
        "settlement": "Київ",
        "building": "1а",
        "zip": "01001",
    }
    verdict = address({"katottg": "UA123", "zip": "1", "building": "а1", "text": "я" * 301})
    assert rules_of(verdict) == ["format", "format", "format", "length"]
    assert fields_of(verdict) == ["katottg", "zip", "building", "text"]
    assert rules_of(address({})) == ["required"]


@given(st.text(max_size=120))
def test_whatever_is_written_a_normal_form_stays_as_it_is(written: str) -> None:
    for validator in (person_name, organisation_name, email, phone_number, passport, edrpou, website):
        verdict = validator(written)
        if isinstance(verdict, Accepted):
            assert value_of(validator(verdict.value)) == verdict.value
