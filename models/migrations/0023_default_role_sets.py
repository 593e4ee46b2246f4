"""Which role sets whoever is appointed to a position gets, unless the appointment says otherwise.

Nobody holds anything by them: an appointment gives versions, and whether it may is judged then, by the rules
and by the trigger that keeps a role set in its own facility.
"""

from tortoise import migrations
from tortoise.fields import RESTRICT
from tortoise.fields.relational import ManyToManyFieldInstance
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import DeclareField

DEFAULTS = """
CREATE TABLE position_role_set (
    position_id uuid NOT NULL,
    role_set_id uuid NOT NULL,
    PRIMARY KEY (position_id, role_set_id),
    CONSTRAINT position_role_set_of_position FOREIGN KEY (position_id) REFERENCES position,
    CONSTRAINT position_role_set_is_role_set FOREIGN KEY (role_set_id) REFERENCES role_set
);

CREATE INDEX position_role_set_role_set ON position_role_set (role_set_id, position_id);
"""


class Migration(migrations.Migration):
    """Default role sets of positions."""

    dependencies = [("models", "0022_login")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField(
            "Position",
            {
                "default_role_sets": ManyToManyFieldInstance(
                    "models.RoleSet",
                    through="position_role_set",
                    forward_key="role_set_id",
                    backward_key="position_id",
                    related_name="default_of",
                    on_delete=RESTRICT,
                )
            },
        ),
        RunSQL(DEFAULTS, "DROP TABLE position_role_set;"),
    ]
