"""Which act gave a right: the transaction in which an assignment got its role set is remembered.

The entry of the act was written in the same transaction and names the assignment among its changes, so no act
can forget to say. Whoever fills a registry without acts, as the demo does, leaves no entry to be found.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

GIVEN = "ALTER TABLE assignment_role_set ADD COLUMN made_in xid8 NOT NULL DEFAULT pg_current_xact_id();"
FORGET_GIVEN = "ALTER TABLE assignment_role_set DROP COLUMN made_in;"


class Migration(migrations.Migration):
    """Signed grants."""

    dependencies = [("models", "0023_default_role_sets")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(GIVEN, FORGET_GIVEN)]  # noqa: RUF012
