"""What keeps a signed act from being performed twice, or in another session than it was prepared in.

`bind` names a session without being its token or telling it: nonces are bound to it. A used nonce is inserted
first in the transaction of its act, so that of several at one moment one acts and the others wait for it and
then find what it did; `result` is that, ids alone, and what is answered is compiled from it anew.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import DeclareField

SIGNED_ACTS = """
ALTER TABLE session ADD COLUMN bind uuid NOT NULL DEFAULT gen_random_uuid();
CREATE UNIQUE INDEX session_bind ON session (bind);

CREATE TABLE nonce_used (
    nonce bytea PRIMARY KEY,
    person_id uuid NOT NULL,
    payload_sha256 bytea NOT NULL,
    until timestamptz NOT NULL,
    entry_id uuid,
    result jsonb,
    CONSTRAINT nonce_used_payload_is_sha256 CHECK (octet_length(payload_sha256) = 32)
) WITH (fillfactor = 80);
CREATE INDEX nonce_used_until ON nonce_used (until);
"""

FORGET_SIGNED_ACTS = """
DROP TABLE nonce_used;
ALTER TABLE session DROP COLUMN bind;
"""


class Migration(migrations.Migration):
    """Signed acts."""

    dependencies = [("models", "0020_journal")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("Session", {"bind": fields.UUIDField()}),
        RunSQL(SIGNED_ACTS, FORGET_SIGNED_ACTS),
    ]
