"""MIS clients and the facilities that let them in."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare, entity, reference
from models.mis_client import MisClientStatus, MisConnectionStatus

MIS_CLIENT = r"""
CREATE TABLE mis_client (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    name varchar(200) NOT NULL,
    edrpou varchar(8) NOT NULL,
    status varchar(40) NOT NULL,
    CONSTRAINT mis_client_version CHECK (version > 0),
    CONSTRAINT mis_client_not_blank CHECK (name ~ '\S'),
    CONSTRAINT mis_client_edrpou_format CHECK (edrpou ~ '^[0-9]{8}$'),
    CONSTRAINT mis_client_status_known CHECK (status IN ('ACTIVE', 'BLOCKED'))
);

CREATE TABLE mis_connection (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    client_id uuid NOT NULL,
    facility_id uuid NOT NULL,
    version_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    status varchar(40) NOT NULL,
    CONSTRAINT mis_connection_version CHECK (version > 0),
    CONSTRAINT mis_connection_dates CHECK (ends_on >= starts_on),
    CONSTRAINT mis_connection_status_known CHECK (status IN ('ACTIVE', 'ENDED')),
    CONSTRAINT mis_connection_of_client FOREIGN KEY (client_id) REFERENCES mis_client,
    CONSTRAINT mis_connection_to_facility FOREIGN KEY (facility_id) REFERENCES facility,
    CONSTRAINT mis_connection_within_role_set FOREIGN KEY (version_id) REFERENCES role_set_version
);

CREATE INDEX mis_connection_client ON mis_connection (client_id, id);
CREATE INDEX mis_connection_facility ON mis_connection (facility_id, id);
CREATE INDEX mis_connection_role_set_version ON mis_connection (version_id);
"""


class Migration(migrations.Migration):
    """MIS clients."""

    dependencies = [("models", "0015_role_sets")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "MisClient",
            "mis_client",
            "A vendor's information system.",
            {
                **entity(),
                "name": fields.CharField(200),
                "edrpou": fields.CharField(8),
                "status": fields.CharEnumField(MisClientStatus),
            },
        ),
        Declare(
            "MisConnection",
            "mis_connection",
            "A facility lets a client in; the role set is the ceiling of whatever is done through it.",
            {
                **entity(),
                **reference("client", "MisClient", "connections"),
                **reference("facility", "Facility", "mis_connections"),
                # The column is named `version_id`; what Tortoise compares here is the name of its attribute.
                **reference("role_set_version", "RoleSetVersion", "connections"),
                "starts_on": fields.DateField(),
                "ends_on": fields.DateField(null=True),
                "status": fields.CharEnumField(MisConnectionStatus),
            },
        ),
        RunSQL(MIS_CLIENT, "DROP TABLE mis_connection; DROP TABLE mis_client;"),
    ]
