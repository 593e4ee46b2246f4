"""Whom a certificate names, in which forms, and which ones it must not name."""

from dataclasses import replace

import pytest

from errors import IdentityConflict, IdentityMissing, SealNotAllowed
from signing import names
from signing.certificate import Certificate, read_certificate
from signing.development import writer
from signing.development.profile import Person, common_name, extension, subject_of
from signing.person import person_of
from tests.signing.forgery import PERSON, certified, draft, private, vector


def certificate(
    person: Person = PERSON, *, subject: bytes = b"", extensions: tuple[bytes, ...] = ()
) -> Certificate:
    wish = draft(private(), person)
    wish = replace(wish, subject=subject or wish.subject, extensions=extensions or wish.extensions)
    return read_certificate(certified(private(), wish).certificate)


def directory(tax_number: str, edrpou: str = "") -> tuple[bytes, ...]:
    pairs = [(names.TAX_NUMBER, tax_number), (names.EDRPOU, edrpou)]
    return (
        extension(
            names.SUBJECT_DIRECTORY_ATTRIBUTES,
            writer.sequence(
                *(
                    writer.sequence(writer.oid(name), writer.set_of(writer.text(value)))
                    for name, value in pairs
                    if value
                )
            ),
        ),
    )


NOTHING_SAID = (extension(names.BASIC_CONSTRAINTS, writer.sequence()),)


def test_a_person_with_an_organisation_is_named() -> None:
    found = person_of(certificate())
    assert (found.tax_id, found.document) == ("2923400112", None)
    assert (found.surname, found.given_names) == ("Тестенко", "Тест Тестович")
    assert found.edrpou == "39990035"


def test_either_form_of_the_numbers_suffices() -> None:
    by_directory = certificate(subject=subject_of(replace(PERSON, tax_id=None, edrpou=None)))
    by_subject = certificate(extensions=NOTHING_SAID)
    assert person_of(by_directory) == person_of(by_subject) == person_of(certificate())


def test_a_name_may_stand_in_the_common_name_alone() -> None:
    found = person_of(certificate(subject=common_name("Тестенко Тест Тестович")))
    assert (found.surname, found.given_names) == ("Тестенко", "Тест Тестович")


@pytest.mark.parametrize("number", ["АБ123456", "AБ 123456", "аб123456", "123456789"])
def test_people_without_a_tax_number_are_named_by_a_document(number: str) -> None:
    found = person_of(certificate(Person("Тестенко", "Тест", document=number)))
    assert found.tax_id is None
    assert found.document in ("АБ123456", "123456789")


def test_different_numbers_of_one_kind_are_refused() -> None:
    with pytest.raises(IdentityConflict) as refused:
        person_of(certificate(extensions=directory("3346800122")))
    assert "2923400112" not in f"{refused.value} {refused.value.message}"
    with pytest.raises(IdentityConflict):
        person_of(certificate(extensions=directory("2923400112", "59990043")))


def test_the_same_number_written_otherwise_is_the_same() -> None:
    assert person_of(certificate(extensions=directory(" 2923400112 "))).tax_id == "2923400112"


def test_a_certificate_without_a_number_names_nobody() -> None:
    with pytest.raises(IdentityMissing):
        person_of(read_certificate(vector("jk_self.cer")))
    with pytest.raises(IdentityMissing):
        person_of(certificate(Person("Тестенко", "Тест", document="інше")))


def test_a_certificate_without_a_name_names_nobody() -> None:
    with pytest.raises(IdentityMissing):
        person_of(certificate(subject=writer.sequence()))


def test_a_seal_is_no_person() -> None:
    with pytest.raises(SealNotAllowed):
        person_of(certificate(replace(PERSON, is_seal=True)))


def test_a_seal_told_by_its_qualified_statement_is_no_person() -> None:
    kinds = writer.sequence(writer.oid(names.QC_TYPE), writer.sequence(writer.oid(names.QC_TYPE_SEAL)))
    with pytest.raises(SealNotAllowed):
        person_of(certificate(extensions=(extension(names.QC_STATEMENTS, writer.sequence(kinds)),)))


def test_a_unzr_is_never_read() -> None:
    unzr = extension(
        names.SUBJECT_DIRECTORY_ATTRIBUTES,
        writer.sequence(
            writer.sequence(
                writer.oid("1.2.804.2.1.1.1.11.1.4.11.1"), writer.set_of(writer.text("19910819-00013"))
            )
        ),
    )
    found = certificate(extensions=(unzr,))
    assert found.extensions.directory == ()


def test_no_number_stands_in_what_is_printed() -> None:
    printed = f"{certificate()!r} {person_of(certificate())!r}"
    assert "2923400112" not in printed
    assert "Тестенко" not in printed
