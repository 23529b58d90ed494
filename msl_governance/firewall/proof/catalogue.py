"""T3: which roles can read one side's tables and write something the other side reads?

Read from pg_catalog alone, not from our declarations. Exactly the declared doors, or the proof fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.apps import apps

from ..database import guard
from ..doors import CROSSINGS
from ..records import is_history, label_of

# From where to where: across, and from oversight, which reads both sides, to either.
WAYS = (
    ("MEDICAL", "COMMERCIAL"),
    ("COMMERCIAL", "MEDICAL"),
    ("OVERSIGHT", "MEDICAL"),
    ("OVERSIGHT", "COMMERCIAL"),
)
READERS = {"MEDICAL": "threshold_medical", "COMMERCIAL": "threshold_commercial"}

# Every role of the server but superusers and the owner: a role of another name would be as good a way across.
ROLES = """
    select rolname from pg_roles
     where not rolsuper and rolname !~ '^pg_' and rolname <> 'threshold_owner'
"""
MEMBERSHIPS = """
    select m.member::regrole::text, m.roleid::regrole::text from pg_auth_members m
     where m.inherit_option or m.set_option
"""
PRIVILEGES = """
    select r.rolname, c.relname,
           has_any_column_privilege(r.oid, c.oid, 'SELECT'),
           has_any_column_privilege(r.oid, c.oid, 'INSERT') or has_any_column_privilege(r.oid, c.oid, 'UPDATE')
             or has_table_privilege(r.oid, c.oid, 'DELETE') or has_table_privilege(r.oid, c.oid, 'TRUNCATE')
      from pg_roles r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and r.rolname = any(%s)
"""
TRIGGERS = """
    select c.relname, p.proname, p.prosrc, p.prosecdef
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where not t.tgisinternal
"""
VIEWS = """
    select distinct v.relname, b.relname
      from pg_rewrite w join pg_class v on v.oid = w.ev_class
      join pg_depend d on d.objid = w.oid and d.classid = 'pg_rewrite'::regclass
      join pg_class b on b.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
     where v.relkind in ('v', 'm') and b.oid <> v.oid and v.relnamespace = 'public'::regnamespace
"""
WRITES = re.compile(r'\b(?:insert\s+into|update|delete\s+from)\s+(?:public\.)?"?(\w+)"?', re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Path:
    """One way from a side's tables to the other side: by which role, view or trigger."""

    origin: str
    destination: str
    by: str


@dataclass
class Catalogue:
    """What the database says of itself."""

    reads: dict[str, set[str]]
    writes: dict[str, set[str]]
    triggers: list[tuple[str, str, str, bool]]
    views: list[tuple[str, str]]
    labels: dict[str, str]

    def of(self, label: str) -> set[str]:
        """Tables of a label, history included."""
        return {table for table, known in self.labels.items() if known == label}


def read(cursor) -> Catalogue:
    """Read the catalogue with a cursor of a superuser or of the owner."""
    cursor.execute(ROLES)
    roles = [name for (name,) in cursor.fetchall()]
    reads: dict[str, set[str]] = {role: set() for role in roles}
    writes: dict[str, set[str]] = {role: set() for role in roles}
    cursor.execute(PRIVILEGES, [roles])
    for role, table, may_read, may_write in cursor.fetchall():
        if may_read:
            reads[role].add(table)
        if may_write:
            writes[role].add(table)
    cursor.execute(MEMBERSHIPS)
    _widen(reads, writes, cursor.fetchall())
    cursor.execute(TRIGGERS)
    triggers = cursor.fetchall()
    cursor.execute(VIEWS)
    return Catalogue(reads, writes, triggers, cursor.fetchall(), _labels())


def _widen(reads: dict[str, set[str]], writes: dict[str, set[str]], memberships: list) -> None:
    """Who may become or inherit a role has what that role has; to the end of the chain."""
    for _depth in memberships:
        for member, role in memberships:
            if member in reads and role in reads:
                reads[member] |= reads[role]
                writes[member] |= writes[role]


def _labels() -> dict[str, str]:
    return {m._meta.db_table: label_of(m) for m in apps.get_models(include_auto_created=True)}


def paths(catalogue: Catalogue) -> set[Path]:
    """All ways across, in both directions."""
    found: set[Path] = set()
    for origin, destination in WAYS:
        source = catalogue.of(origin)
        visible = catalogue.reads.get(READERS[destination], set())
        found |= {
            Path(origin, destination, role)
            for role in catalogue.reads
            if catalogue.reads[role] & source and catalogue.writes[role] & visible
        }
        found |= {Path(origin, destination, f"direct:{table}") for table in visible & source}
        found |= {
            Path(origin, destination, f"trigger:{function}")
            for table, function, body, _definer in catalogue.triggers
            if table in source and set(WRITES.findall(body)) & visible
        }
        found |= {
            Path(origin, destination, f"view:{view}")
            for view, base in catalogue.views
            if base in source and view in visible
        }
    return found


def declared() -> set[Path]:
    """The ways that the doors declare."""
    return {
        Path(*way, c.role) for c in CROSSINGS.values() for way in WAYS
        if way[0] == c.origin.value and way[1] in c.destinations
    }  # fmt: skip


def problems(cursor) -> list[str]:
    """Sentences: every deviation of the database from what the house declares. Empty where it stands."""
    catalogue = read(cursor)
    found, expected = paths(catalogue), declared()
    out = [f"{p.origin} reaches {p.destination} by {p.by}, which no door declares." for p in found - expected]
    out += [f"The door {p.by} is declared, and the database has no such way." for p in expected - found]
    out += [f"The table {t} has no label." for t, label in catalogue.labels.items() if not label and _ours(t)]
    for sentence, query in HYGIENE.items():
        cursor.execute(query)
        out += [sentence.format(*row) for row in cursor.fetchall()]
    out += guard.extra_memberships(cursor)
    out += _policies_opened(cursor)
    return (
        out + _foreign_keys_across(cursor, catalogue) + _doors_beyond(catalogue) + _grants_beyond(catalogue)
    )


def _ours(table: str) -> bool:
    return not table.startswith(("django_", "auth_", "guardian_"))


HYGIENE = {
    "PUBLIC holds {1} on the table {0}.": """
        select c.relname, a.privilege_type from pg_class c, aclexplode(c.relacl) a
         where c.relnamespace = 'public'::regnamespace and a.grantee = 0""",
    "Everybody may execute the function {0}, which runs as its owner.": """
        select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
           and has_function_privilege('public', p.oid, 'EXECUTE')""",
    "The function {0} runs as its owner without a pinned search path.": """
        select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
           and not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=pg_catalog%')""",
    "The function {0} runs as its owner, and its owner is {1}.": """
        select p.proname, r.rolname from pg_proc p join pg_roles r on r.oid = p.proowner
         where p.pronamespace = 'public'::regnamespace and p.prosecdef
           and (r.rolsuper or r.rolcanlogin or r.rolname = 'threshold_owner')""",
    "The table {0} belongs to {1}.": """
        select c.relname, r.rolname from pg_class c join pg_roles r on r.oid = c.relowner
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and r.rolname <> 'threshold_owner'""",
    "The role {0} is a superuser, bypasses row policies, or inherits.": """
        select rolname from pg_roles where rolname like 'threshold\\_%' and rolname <> 'threshold_admin'
           and (rolsuper or rolbypassrls or rolinherit or rolreplication)""",
    "A materialised view {0} would keep copies.": """
        select relname from pg_class where relkind = 'm' and relnamespace = 'public'::regnamespace""",
    "{0} may use the sequence {1}.": """
        select r.rolname, c.relname from pg_roles r cross join pg_class c
         where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace and r.rolname like 'threshold\\_%'
           and r.rolname not in ('threshold_owner', 'threshold_admin')
           and (has_sequence_privilege(r.oid, c.oid, 'SELECT') or has_sequence_privilege(r.oid, c.oid, 'USAGE'))""",
    "The table {0} has row policies switched off: its errors would print rows.": """
        select c.relname from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relrowsecurity
           and c.relname !~ '^(django_|auth_|guardian_)'""",
    "The trigger {1} on {0} is switched off.": """
        select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where c.relnamespace = 'public'::regnamespace and t.tgenabled in ('D', 'R')""",
    "{0} is a table or view beside the schema whose privileges are stated.": """
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
           and n.nspname not in ('public', 'pg_catalog', 'information_schema', 'pg_toast')""",
    "New objects of {0} are granted to somebody beforehand.": """
        select distinct d.defaclrole::regrole::text from pg_default_acl d""",
    "The table {0} has the rule {1}: it may write elsewhere.": """
        select c.relname, r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')""",
}
FOREIGN_KEYS = """
    select a.relname, b.relname from pg_constraint k
      join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid where k.contype = 'f'
"""


def _policies_opened(cursor) -> list[str]:
    """Row policies that a model states and the database does not narrow by, or has more than one of."""
    cursor.execute("select tablename, count(*), bool_or(qual = 'true') from pg_policies group by tablename")
    found = {table: (number, opened) for table, number, opened in cursor.fetchall()}
    out = []
    for model in apps.get_models():
        table, states = model._meta.db_table, getattr(model, "row_policy", "true") != "true"
        number, opened = found.get(table, (1, True))
        if number != 1:
            out.append(f"The table {table} has {number} row policies; each widens the others.")
        if states and opened and not is_history(model):
            out.append(f"The row policy of {table} lets every row through.")
    return out


def _shared(crossing) -> set[str]:
    """The shared table that a door changes: both sides read it anyway."""
    target = apps.get_model(crossing.target)
    return {target._meta.db_table} if crossing.changes and label_of(target) == "SHARED" else set()


def _doors_beyond(catalogue: Catalogue) -> list[str]:
    """A door answers whether it opened; so it may look at nothing but what it carries and who comes."""
    out = []
    for crossing in CROSSINGS.values():
        source, target = (
            apps.get_model(label)._meta.db_table for label in (crossing.source, crossing.target)
        )
        may_read = {source, "firewall_correspondence", "people_person"} | ({target} & _shared(crossing))
        may_write = {target, "firewall_correspondence", "firewall_passage"}
        actual = catalogue.reads.get(crossing.role, set()), catalogue.writes.get(crossing.role, set())
        out += [f"The door {crossing.role} reads {t}, which it does not carry." for t in actual[0] - may_read]
        out += [f"The door {crossing.role} writes {t}, which is not its room." for t in actual[1] - may_write]
    return out


def _foreign_keys_across(cursor, catalogue: Catalogue) -> list[str]:
    cursor.execute(FOREIGN_KEYS)
    across = {("MEDICAL", "COMMERCIAL"), ("COMMERCIAL", "MEDICAL")}
    return [
        f"The foreign key from {near} to {far} crosses the wall."
        for near, far in cursor.fetchall()
        if (catalogue.labels.get(near), catalogue.labels.get(far)) in across
    ]


def _grants_beyond(catalogue: Catalogue) -> list[str]:
    """The catalogue against the manifest: a side reads a table exactly where the manifest says so."""
    from ..database.bootstrap import SIDE_LOGINS
    from ..database.manifest import table_grants

    manifest, out = table_grants(), []
    views = {view for view, _base in catalogue.views}
    for login in SIDE_LOGINS:
        role = f"threshold_{login}"
        stated_reads = {t for t, g in manifest.items() if "SELECT" in g.get(login, "")}
        stated_writes = {t for t, g in manifest.items() if set(g.get(login, "").split(", ")) - {"SELECT", ""}}
        for kind, actual, stated in (
            # A login that became a superuser is in neither: it is named by itself.
            ("reads", catalogue.reads.get(role, stated_reads) - views, stated_reads),
            ("writes", catalogue.writes.get(role, stated_writes) - views, stated_writes),
        ):
            out += [f"{role} {kind} {t} beyond the manifest." for t in sorted(actual - stated)]
            out += [f"{role} lacks what the manifest states: {kind} {t}." for t in sorted(stated - actual)]
    return out
