"""The rights that people and MIS clients were given, as views: the one definition of who holds what.

A state says what does not depend on the day; whether the day lies between `starts_on` and `ends_on`, and the
moment in a substitution period, is for whoever asks to judge.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

RIGHTS = """
CREATE VIEW right_given AS
SELECT employee.person_id,
    employee.id AS employee_id,
    assignment.id AS assignment_id,
    assignment.facility_id,
    assignment.path,
    role_set.id AS role_set_id,
    role_set_version.id AS role_set_version_id,
    role_set_grant.permission,
    role_set_grant.scope,
    role_set_grant.can_use,
    role_set_grant.can_delegate,
    assignment.start_date AS starts_on,
    assignment.end_date AS ends_on,
    CASE WHEN role_set.status = 'RETIRED' OR assignment.status IN ('ENDED', 'CANCELLED')
            OR employee.status IN ('DISMISSED', 'ENTERED_IN_ERROR') THEN 'ENDED'
        WHEN person.blocked_at IS NOT NULL OR assignment.status = 'SUSPENDED'
            OR employee.status = 'SUSPENDED' THEN 'SUSPENDED'
        WHEN assignment.status = 'PENDING' OR employee.status IN ('DRAFT', 'PENDING') THEN 'PENDING'
        ELSE 'GIVEN' END AS state,
    assignment.substitute_mode IS NOT DISTINCT FROM 'ON_DEMAND' AS on_demand
FROM employee
    JOIN person ON person.id = employee.person_id
    JOIN assignment ON assignment.employee_id = employee.id
    JOIN assignment_role_set ON assignment_role_set.assignment_id = assignment.id
    JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
    JOIN role_set ON role_set.id = role_set_version.role_set_id
    JOIN role_set_grant ON role_set_grant.version_id = role_set_version.id;

CREATE VIEW connection_right_given AS
SELECT mis_connection.client_id,
    mis_connection.id AS connection_id,
    mis_connection.facility_id,
    role_set.id AS role_set_id,
    role_set_version.id AS role_set_version_id,
    role_set_grant.permission,
    role_set_grant.scope,
    role_set_grant.can_use,
    role_set_grant.can_delegate,
    mis_connection.starts_on,
    mis_connection.ends_on,
    CASE WHEN role_set.status = 'RETIRED' OR mis_connection.status = 'ENDED' THEN 'ENDED'
        WHEN mis_client.status = 'BLOCKED' THEN 'SUSPENDED'
        ELSE 'GIVEN' END AS state
FROM mis_connection
    JOIN mis_client ON mis_client.id = mis_connection.client_id
    JOIN role_set_version ON role_set_version.id = mis_connection.version_id
    JOIN role_set ON role_set.id = role_set_version.role_set_id
    JOIN role_set_grant ON role_set_grant.version_id = role_set_version.id;
"""


class Migration(migrations.Migration):
    """Rights."""

    dependencies = [("models", "0018_principals")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        RunSQL(RIGHTS, "DROP VIEW connection_right_given; DROP VIEW right_given;"),
    ]
