"""The signed act behind a right: the one whose transaction gave an assignment its version of a role set.

A row that tells of a right has `assignment_id` and `version_id`. What came without an act, with the demo or
through a vendor's connection, was signed by nobody.
"""

_ACT = (
    "FROM assignment_role_set g JOIN journal_entity c ON c.entity_id = g.assignment_id"
    " JOIN journal_entry e ON e.id = c.entry_id %s"
    " WHERE c.entity = 'Assignment' AND e.kind = 'ACT' AND e.made_in = g.made_in"
    " AND g.assignment_id = {row}.assignment_id AND g.version_id = {row}.version_id"
)
SIGNED_AT = f"(SELECT max(e.at) {_ACT % ''})"

# somebody who was dismissed and came back works there as the last of several employees
_SIGNER = "JOIN employee x ON x.person_id = e.person_id AND x.facility_id = e.facility_id"
_LAST_SIGNER = _ACT.replace("{row}", "{parent}") % _SIGNER
SIGNED_BY = f"{{row}}.id = (SELECT x.id {_LAST_SIGNER} ORDER BY e.at DESC, x.id DESC LIMIT 1)"
"""The join of a right with the employee who signed it, in the facility for which they acted."""
