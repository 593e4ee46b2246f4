"""Every kind of letter has a template, and what is written into one stays text."""

from collections import defaultdict

import pytest

from letters.rendering import CLOSING, rendered
from letters.template import LINK, Template, filled
from letters.templates import TEMPLATES
from models.letter import LetterKind, LetterState

URL = "https://registry.example/invite#t"


def parameters_of(template: Template) -> dict[str, str]:
    return {name: f"<{name}>" for name in template.wanted - {LINK}}


def test_every_kind_has_a_template() -> None:
    assert TEMPLATES.keys() == set(LetterKind)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_is_written_from_its_parameters_in_text_and_html(kind: LetterKind) -> None:
    template = TEMPLATES[kind]
    letter = rendered(template, parameters_of(template), URL if LINK in template.wanted else None)
    for text in (letter.subject, letter.text, letter.html):
        assert "{{" not in text
    assert letter.subject
    assert "\n" not in letter.subject
    assert len(letter.subject) < 200
    assert CLOSING in letter.text
    assert (URL in letter.text, f'href="{URL}"' in letter.html) == (LINK in template.wanted,) * 2
    for name in template.wanted - {LINK}:
        assert f"<{name}>" not in letter.html
    brief = filled(template.brief, defaultdict(lambda: "x"))
    assert brief is not None
    assert brief[-1] not in ".!"


def test_the_subject_of_an_invitation_names_the_facility() -> None:
    assert TEMPLATES[LetterKind.INVITATION].subject == "Запрошення до системи: {{facility.shortName}}"


def test_a_link_has_a_paragraph_and_a_button_of_its_own() -> None:
    with_link = [template for template in TEMPLATES.values() if LINK in template.wanted]
    assert len(with_link) == 3
    for template in with_link:
        assert "{{link}}" in template.paragraphs
        assert template.button


def test_a_paragraph_whose_parameter_may_be_missing_is_left_out() -> None:
    template = TEMPLATES[LetterKind.PERSON_BLOCKED]
    assert "Підстава" not in rendered(template, {}, None).text
    assert "Підстава" not in rendered(template, {"reason": ""}, None).text
    assert "Підстава: наказ" in rendered(template, {"reason": "наказ"}, None).text


def test_a_missing_parameter_is_no_letter() -> None:
    with pytest.raises(KeyError):
        rendered(TEMPLATES[LetterKind.INVITATION], {}, URL)


def test_what_is_written_into_a_letter_is_escaped_and_has_one_line() -> None:
    template = TEMPLATES[LetterKind.FACILITY_STATUS_CHANGED]
    nasty = '<script>alert("x")</script>\r\nBcc: everybody@example.com {{reason}}'
    letter = rendered(template, {"facility.shortName": nasty, "status": "x", "reason": "y"}, None)
    assert "\n" not in letter.subject
    assert "<script" not in letter.html
    assert "{{reason}}" in letter.text


def test_titles_of_kinds_and_states_are_ukrainian() -> None:
    assert all(each.title_uk for each in (*LetterKind, *LetterState))
