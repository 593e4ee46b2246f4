"""The log of access tells in which facility the data was seen, and names requests as the web does.

Nothing was written to it before, so no digest covers a row of the old form.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import DeclareChange, DeclareField

# Looks are listed newest first by an id that counts backwards, as every page ends with the order by id.
LOOKS = """
ALTER TABLE access_log
    ADD COLUMN facility_id uuid,
    ALTER COLUMN request_id TYPE varchar(64) USING request_id::text;
CREATE INDEX access_log_newest ON access_log ((lpad(to_hex(9223372036854775807 - id), 32, '0')::uuid));
CREATE INDEX access_log_facility ON access_log (
    facility_id, (lpad(to_hex(9223372036854775807 - id), 32, '0')::uuid)
);
"""

FORGET_LOOKS = """
DROP INDEX access_log_facility;
DROP INDEX access_log_newest;
ALTER TABLE access_log
    DROP COLUMN facility_id,
    ALTER COLUMN request_id TYPE uuid USING request_id::uuid;
"""


class Migration(migrations.Migration):
    """Looks."""

    dependencies = [("models", "0026_secret_check")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("AccessRecord", {"facility_id": fields.UUIDField(null=True)}),
        DeclareChange("AccessRecord", {"request_id": fields.CharField(64, null=True)}),
        RunSQL(LOOKS, FORGET_LOOKS),
    ]
