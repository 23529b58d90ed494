"""A reporting line never crosses the firewall: the foreign key carries the side with it."""

from django.db import migrations


class Migration(migrations.Migration):
    """(manager, side) refers to (id, side): a manager of another side has no such row."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE people_person ADD CONSTRAINT person_id_side UNIQUE (id, side);"
            "ALTER TABLE people_person ADD CONSTRAINT manager_on_same_side"
            " FOREIGN KEY (manager_id, side) REFERENCES people_person (id, side)"
            " DEFERRABLE INITIALLY IMMEDIATE;",
            "ALTER TABLE people_person DROP CONSTRAINT manager_on_same_side;"
            "ALTER TABLE people_person DROP CONSTRAINT person_id_side;",
        )
    ]
