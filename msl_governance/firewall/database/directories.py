"""Who one's colleagues are: one view per side over the people table.

The people table itself is core's and the administrator's. Each view shows id, name, role and team of one
side's people, never a sign-in time, and is owned by a role that may read just those columns.
"""

from __future__ import annotations

from .door_sql import as_role

COLUMNS = ("id", "full_name", "role", "side", "team", "email", "is_active", "time_zone")
VIEWS = {
    "medical": ("people_medicalcolleague", "side = 'MEDICAL'"),
    "commercial": ("people_commercialcolleague", "side = 'COMMERCIAL'"),
    "oversight": ("people_anycolleague", "true"),
}


def all_statements() -> list[str]:
    """Create the views, hand them to the keeper of directories, and grant each to its side."""
    columns = ", ".join(COLUMNS)
    out = [
        f"GRANT SELECT ({columns}) ON people_person TO threshold_directory",
        "GRANT CREATE ON SCHEMA public TO threshold_directory",
    ]
    for login, (view, condition) in VIEWS.items():
        out += as_role(
            "threshold_directory",
            [
                f"CREATE OR REPLACE VIEW {view} WITH (security_barrier = true) AS"
                f" SELECT {columns} FROM people_person WHERE {condition}",
                f"REVOKE ALL ON {view} FROM PUBLIC, threshold_directory",
                f"GRANT SELECT ON {view} TO threshold_{login}",
            ],
        )
    return [*out, "REVOKE CREATE ON SCHEMA public FROM threshold_directory"]
