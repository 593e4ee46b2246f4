"""Dictionaries and their values as they stand in models/dictionaries.py.

Ids are derived from dictionary and code, so that every installation names a value alike.
Values that are added to the Python data later need a migration of their own with the same FILL.
"""

from tortoise import fields, migrations
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.operations import RunSQL

from models.dictionaries import DICTIONARIES, value_id
from models.migrations._declare import Declare, entity

TABLES = r"""
CREATE TABLE dictionary (
    name varchar(40) PRIMARY KEY,
    title varchar(200) NOT NULL,
    CONSTRAINT dictionary_name_format CHECK (name ~ '^[A-Z][A-Z0-9_]*$'),
    CONSTRAINT dictionary_not_blank CHECK (title ~ '\S')
);

CREATE TABLE dictionary_value (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    dictionary varchar(40) NOT NULL,
    code varchar(40) NOT NULL,
    title varchar(300) NOT NULL,
    ordinal integer NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT dictionary_value_version CHECK (version > 0),
    CONSTRAINT dictionary_value_code_format CHECK (code ~ '^[A-Z][A-Z0-9_]*$'),
    CONSTRAINT dictionary_value_not_blank CHECK (title ~ '\S'),
    CONSTRAINT dictionary_value_ordinal CHECK (ordinal > 0),
    CONSTRAINT dictionary_value_code UNIQUE (dictionary, code),
    CONSTRAINT dictionary_value_of_dictionary FOREIGN KEY (dictionary) REFERENCES dictionary
);
"""

FILL_DICTIONARIES = "INSERT INTO dictionary (name, title) VALUES ($1, $2) ON CONFLICT DO NOTHING"
FILL_VALUES = """
INSERT INTO dictionary_value (id, dictionary, code, title, ordinal)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""

DICTIONARY_ROWS = [(FILL_DICTIONARIES, [entry.name, entry.title]) for entry in DICTIONARIES]
VALUE_ROWS = [
    (FILL_VALUES, [value_id(entry.name, code), entry.name, code, title, ordinal])
    for entry in DICTIONARIES
    for ordinal, (code, title) in enumerate(entry.values.items(), start=1)
]


class Migration(migrations.Migration):
    """Dictionaries before the tables whose codes they hold."""

    dependencies = [("models", "0002_contacts")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Dictionary",
            "dictionary",
            "A named list of codes.",
            {"name": fields.CharField(40, primary_key=True), "title": fields.CharField(200)},
            primary_key="name",
        ),
        Declare(
            "DictionaryValue",
            "dictionary_value",
            "One code of a dictionary; a retired one stays for the rows that hold it.",
            {
                **entity(),
                # The column is named `dictionary`; what Tortoise compares here is the name of its attribute.
                "dictionary": ForeignKeyFieldInstance(
                    "models.Dictionary",
                    "entries",
                    fields.RESTRICT,
                    source_field="dictionary_id",
                    to_field="name",
                ),
                "code": fields.CharField(40),
                "title": fields.CharField(300),
                "ordinal": fields.IntField(),
                "is_active": fields.BooleanField(default=True),
            },
        ),
        RunSQL(TABLES, "DROP TABLE dictionary_value; DROP TABLE dictionary;"),
        RunSQL([*DICTIONARY_ROWS, *VALUE_ROWS], RunSQL.noop),
    ]
