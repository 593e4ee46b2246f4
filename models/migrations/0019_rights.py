"""The rights that people and MIS clients were given, as views: the one definition of who holds what.

`role_set_given` and `role_set_connected` tell who carries which version of a role set, where and when;
`right_given` and `connection_right_given` are the same by grant. A state says what does not depend on the
day; whether the day lies between `starts_on` and `ends_on`, and the moment in a substitution period, is for
whoever asks to judge.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

RIGHTS = """
CREATE VIEW role_set_given AS
SELECT employee.person_id,
    employee.id AS employee_id,
    assignment.id AS assignment_id,
    assignment.facility_id,
    assignment.path,
    role_set.id AS role_set_id,
    assignment_role_set.version_id AS role_set_version_id,
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
    JOIN role_set ON role_set.id = role_set_version.role_set_id;

CREATE VIEW right_given AS
SELECT given.person_id, given.employee_id, given.assignment_id, given.facility_id, given.path,
    given.role_set_id, given.role_set_version_id,
    role_set_grant.permission, role_set_grant.scope, role_set_grant.can_use, role_set_grant.can_delegate,
    given.starts_on, given.ends_on, given.state, given.on_demand
FROM role_set_given AS given
    JOIN role_set_grant ON role_set_grant.version_id = given.role_set_version_id;

CREATE VIEW role_set_connected AS
SELECT mis_connection.client_id,
    mis_connection.id AS connection_id,
    mis_connection.facility_id,
    role_set.id AS role_set_id,
    mis_connection.version_id AS role_set_version_id,
    mis_connection.starts_on,
    mis_connection.ends_on,
    CASE WHEN role_set.status = 'RETIRED' OR mis_connection.status = 'ENDED' THEN 'ENDED'
        WHEN mis_client.status = 'BLOCKED' THEN 'SUSPENDED'
        ELSE 'GIVEN' END AS state
FROM mis_connection
    JOIN mis_client ON mis_client.id = mis_connection.client_id
    JOIN role_set_version ON role_set_version.id = mis_connection.version_id
    JOIN role_set ON role_set.id = role_set_version.role_set_id;

CREATE VIEW connection_right_given AS
SELECT given.client_id, given.connection_id, given.facility_id,
    given.role_set_id, given.role_set_version_id,
    role_set_grant.permission, role_set_grant.scope, role_set_grant.can_use, role_set_grant.can_delegate,
    given.starts_on, given.ends_on, given.state
FROM role_set_connected AS given
    JOIN role_set_grant ON role_set_grant.version_id = given.role_set_version_id;
"""

FORGET_RIGHTS = """
DROP VIEW connection_right_given;
DROP VIEW role_set_connected;
DROP VIEW right_given;
DROP VIEW role_set_given;
"""


class Migration(migrations.Migration):
    """Rights."""

    dependencies = [("models", "0018_principals")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(RIGHTS, FORGET_RIGHTS)]  # noqa: RUF012
