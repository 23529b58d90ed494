"""Failed sign-ins: each row knows the login that wrote it, and no number is shared between sides."""

from django.db import migrations

TABLE = "axes_accessattempt"


class Migration(migrations.Migration):
    """A column for the row policy, and ids from chance instead of a sequence, whose gaps would tell of other sides."""

    dependencies = [("people", "0004_passwords"), ("axes", "0010_accessattemptexpiration")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD COLUMN made_by varchar(64) NOT NULL DEFAULT CURRENT_USER;"
            f"ALTER TABLE {TABLE} ALTER COLUMN id DROP IDENTITY;"
            f"ALTER TABLE {TABLE} ALTER COLUMN id"
            " SET DEFAULT ('x' || substr(md5(gen_random_uuid()::text), 1, 8))::bit(32)::integer & 2147483647;",
            migrations.RunSQL.noop,
        )
    ]
