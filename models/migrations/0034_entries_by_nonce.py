"""Entries of the journal by the nonce that was signed, for whoever asks for a proof of their act."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

NONCE = """
CREATE INDEX journal_entry_nonce ON journal_entry ((header ->> 'nonce')) WHERE header ->> 'nonce' IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Entries by nonce."""

    dependencies = [("models", "0033_attachments")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(NONCE, "DROP INDEX journal_entry_nonce;")]  # noqa: RUF012
