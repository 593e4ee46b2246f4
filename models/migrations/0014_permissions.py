"""The catalogue of permissions, which the service writes from its code at the start."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare

PERMISSION = r"""
CREATE TABLE permission (
    code varchar(80) PRIMARY KEY,
    title varchar(200) NOT NULL,
    signed boolean NOT NULL,
    ordinal integer NOT NULL,
    CONSTRAINT permission_code_format CHECK (code ~ '^[a-zA-Z]+(\.[a-zA-Z]+)?:[a-zA-Z]+$'),
    CONSTRAINT permission_not_blank CHECK (title ~ '\S'),
    CONSTRAINT permission_ordinal CHECK (ordinal > 0)
);

CREATE TABLE permission_scope (
    permission varchar(80) NOT NULL,
    scope varchar(40) NOT NULL,
    PRIMARY KEY (permission, scope),
    CONSTRAINT permission_scope_reach CHECK (scope IN ('OWN', 'DEPARTMENT', 'FACILITY', 'ANY')),
    CONSTRAINT permission_scope_of_permission FOREIGN KEY (permission) REFERENCES permission
);
"""


class Migration(migrations.Migration):
    """Permissions and the scopes at which they may be granted."""

    dependencies = [("models", "0013_sessions")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Permission",
            "permission",
            "A right by its code; the table `permission_scope` beside it holds where it may be granted.",
            {
                "code": fields.CharField(80, primary_key=True),
                "title": fields.CharField(200),
                "signed": fields.BooleanField(),
                "ordinal": fields.IntField(),
            },
            primary_key="code",
        ),
        RunSQL(PERMISSION, "DROP TABLE permission_scope; DROP TABLE permission;"),
    ]
