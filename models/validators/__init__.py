"""Validators of single values: what was written in, a normal form or every problem out."""

from models.validators.codes import edrpou, tax_id, tax_id_substitute
from models.validators.contacts import address, email, phone_list, phone_number, website
from models.validators.documents import (
    birth_date,
    document_dates,
    document_set,
    id_card,
    passport,
    unzr,
)
from models.validators.verdict import Accepted, Problem, Rejected
from models.validators.words import (
    InventoryMark,
    inventory_number,
    organisation_name,
    organisation_name_en,
    person_name,
    text,
)

__all__ = [
    "Accepted",
    "InventoryMark",
    "Problem",
    "Rejected",
    "address",
    "birth_date",
    "document_dates",
    "document_set",
    "edrpou",
    "email",
    "id_card",
    "inventory_number",
    "organisation_name",
    "organisation_name_en",
    "passport",
    "person_name",
    "phone_list",
    "phone_number",
    "tax_id",
    "tax_id_substitute",
    "text",
    "unzr",
    "website",
]
