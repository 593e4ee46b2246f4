"""A letter in its words: the subject, the plain text, and the same as simple HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from letters.template import LINK, Template, filled

CLOSING = "Це автоматичний лист реєстру закладів охорони здоров’я, відповідати на нього не потрібно."

_LINK_PARAGRAPH = "{{" + LINK + "}}"
_PAGE = (
    '<!DOCTYPE html>\n<html lang="uk">\n<head><meta charset="utf-8"><title>{subject}</title></head>\n'
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">\n{body}\n'
    '<p style="color: #666">{closing}</p>\n</body>\n</html>\n'
)
_BUTTON = (
    '<p><a href="{link}" style="display: inline-block; padding: 0.6em 1.2em; background: #0b5cad;'
    ' color: #fff; text-decoration: none; border-radius: 4px">{button}</a></p>\n'
    '<p style="word-break: break-all">{link}</p>'
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a letter says; it may hold a link, and stays out of every log."""

    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


def rendered(template: Template, parameters: Mapping[str, str], link: str | None) -> Rendered:
    """Write a letter; raises KeyError where a parameter is missing."""
    values = {name: " ".join(value.split()) for name, value in parameters.items()}
    if link is not None:
        values[LINK] = link
    subject = filled(template.subject, values) or ""
    texts, blocks = [], []
    for paragraph in template.paragraphs:
        said = filled(paragraph, values)
        if said is None:
            continue
        texts.append(said)
        if paragraph == _LINK_PARAGRAPH:
            blocks.append(_BUTTON.format(link=escape(said), button=escape(template.button or said)))
        else:
            blocks.append(f"<p>{escape(said)}</p>")
    text = "\n\n".join([*texts, "--", CLOSING]) + "\n"
    page = _PAGE.format(subject=escape(subject), body="\n".join(blocks), closing=escape(CLOSING))
    return Rendered(subject, text, page)
