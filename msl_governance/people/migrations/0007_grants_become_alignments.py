"""Who works a territory today has it from today on: access follows alignment from now on."""

from django.db import migrations

COPY = """
    INSERT INTO people_{side}alignment (id, person_id, territory_id, during, alone)
    SELECT gen_random_uuid(), g.user_id, g.content_object_id, daterange(current_date, NULL), false
      FROM people_{side}territorygrant g JOIN auth_permission p ON p.id = g.permission_id
     WHERE p.codename = 'work_{side}territory'
"""


class Migration(migrations.Migration):
    """One alignment for each grant there is."""

    dependencies = [("people", "0006_alignment_over_time"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.RunSQL(COPY.format(side=side), migrations.RunSQL.noop) for side in ("medical", "commercial")
    ]
