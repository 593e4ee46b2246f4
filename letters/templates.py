"""All templates, by the kind of the letter."""

from collections.abc import Mapping
from types import MappingProxyType

from letters.about_accounts import ACCOUNTS
from letters.about_applications import APPLICATIONS
from letters.about_appointments import APPOINTMENTS
from letters.about_invitations import INVITATIONS
from letters.template import Template
from models.letter import LetterKind

TEMPLATES: Mapping[LetterKind, Template] = MappingProxyType(
    {**APPLICATIONS, **INVITATIONS, **APPOINTMENTS, **ACCOUNTS}
)
