"""Which assignments are due: to begin, to end, or to be cancelled because nobody accepted them.

The rounds look for them every minute among all there are.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

DUE = """
CREATE INDEX assignment_to_begin ON assignment (start_date) WHERE status = 'SCHEDULED';
CREATE INDEX assignment_to_end ON assignment (end_date)
    WHERE status IN ('SCHEDULED', 'ACTIVE', 'SUSPENDED') AND end_date IS NOT NULL;
CREATE INDEX assignment_to_cancel ON assignment (created_at) WHERE status = 'PENDING';
"""

FORGET_DUE = """
DROP INDEX assignment_to_cancel;
DROP INDEX assignment_to_end;
DROP INDEX assignment_to_begin;
"""


class Migration(migrations.Migration):
    """Assignments that are due."""

    dependencies = [("models", "0031_people")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(DUE, FORGET_DUE)]  # noqa: RUF012
