"""How the wall stands in a database: read from its catalogue, kept when it is migrated, compared at every start.

The manifest's fingerprint says which grants were meant; this says what is there. Nobody's words are in it, only names
of tables, functions and roles.
"""

from __future__ import annotations

import json

from .bootstrap import PREFIX

# Part -> every fact of it, in columns. Nothing here depends on who asks, in which order things were granted, or on
# how a database is called. Toast tables and indexes have no privileges of their own.
PARTS = {
    "privileges on tables": """
        select c.oid::regclass, c.relkind, c.relowner::regrole, a.grantee::regrole, a.privilege_type, a.is_grantable
          from pg_class c left join lateral aclexplode(c.relacl) a on true
         where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't'""",
    "privileges on columns": """
        select t.attrelid::regclass, t.attname, a.grantee::regrole, a.privilege_type, a.is_grantable
          from pg_attribute t cross join lateral aclexplode(t.attacl) a where t.attacl is not null""",
    "privileges on functions": """
        select p.oid::regprocedure, p.proowner::regrole, a.grantee::regrole, a.privilege_type, a.is_grantable
          from pg_proc p left join lateral aclexplode(p.proacl) a on true
         where p.proacl is not null or p.pronamespace <> 'pg_catalog'::regnamespace""",
    "functions": """
        select p.oid::regprocedure, p.prosecdef, p.proconfig, md5(p.prosrc) from pg_proc p
         where p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)""",
    "row policies": """
        select p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],
               pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid) from pg_policy p
        union all
        select c.oid::regclass, '', '', c.relforcerowsecurity, null, c.relrowsecurity::text, '' from pg_class c
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace""",
    "triggers": """
        select t.tgrelid::regclass, t.tgname, t.tgenabled, t.tgfoid::regprocedure, t.tgtype, md5(pg_get_triggerdef(t.oid))
          from pg_trigger t where not t.tgisinternal
        union all
        select t.tgrelid::regclass, '', t.tgenabled, t.tgfoid::regprocedure, t.tgtype, '' from pg_trigger t
         where t.tgisinternal""",
    "views and rules": """
        select r.ev_class::regclass, r.rulename, r.ev_enabled, md5(pg_get_ruledef(r.oid)) from pg_rewrite r
          join pg_class c on c.oid = r.ev_class
         where c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)""",
    "schemas": """
        select n.nspname, n.nspowner::regrole, a.grantee::regrole, a.privilege_type
          from pg_namespace n left join lateral aclexplode(n.nspacl) a on true where n.nspname !~ '^pg_(temp|toast)'
        union all
        select d.defaclnamespace::text, d.defaclrole::regrole, a.grantee::regrole, d.defaclobjtype::text || a.privilege_type
          from pg_default_acl d cross join lateral aclexplode(d.defaclacl) a""",
    "roles": f"""
        select m.roleid::regrole, m.member::regrole, m.inherit_option, m.set_option from pg_auth_members m
         where m.roleid::regrole::text ~ '^{PREFIX}' or m.member::regrole::text ~ '^{PREFIX}'
        union all
        select r.rolname::regrole, null, r.rolsuper or r.rolbypassrls or r.rolreplication, r.rolinherit from pg_roles r
         where r.rolname ~ '^{PREFIX}'""",
}  # fmt: skip
TOLD = """
    select encode(sha256(convert_to(coalesce(string_agg(f::text, e'\\n' order by f::text), ''), 'UTF8')), 'hex')
      from ({}) f"""


def standing(cursor) -> dict[str, str]:
    """SHA-256 of each part of the wall, as the catalogue of the connected database has it. Any login may ask as core."""
    found = {}
    for part, query in PARTS.items():
        cursor.execute(TOLD.format(query))
        found[part] = cursor.fetchone()[0]
    return found


def accept(connection) -> list[str]:
    """Keep how the wall stands now as what every start compares with, unless the flow proof (T3) objects.

    Sentences that say why not; then nothing is kept, and no process starts.
    """
    from ..proof import catalogue

    with connection.cursor() as cursor:
        problems = catalogue.problems(cursor)
        if not problems:
            cursor.execute("UPDATE firewall_manifest SET standing = %s", [json.dumps(standing(cursor))])
    return problems
