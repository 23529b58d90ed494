"""The queryset is the guard inside a side; the database is the guard between sides."""

from django.db import models


class AcrossTheWall(Exception):
    """Somebody asked for records that their side can never read. Answered with the neutral 404, and noted."""


class SideQuerySet(models.QuerySet):
    """Lists come from ``visible_to(person)`` and from nothing else."""

    def visible_to(self, person):
        """Rows this person may read.

        Nothing for an inactive person. Raises ``AcrossTheWall`` for a person of another side: loud, because
        an empty list would hide the bug that asked.
        """
        if not getattr(person, "is_active", False):
            return self.none()
        if person.side not in self.model.readers:
            raise AcrossTheWall(self.model._meta.label)
        return self.in_scope_of(person)

    def in_scope_of(self, person):
        """The part of the side's rows within this person's territories or role; all, unless overridden."""
        return self


class PersonalQuerySet(SideQuerySet):
    """Rows that belong to one person, such as notices."""

    def in_scope_of(self, person):
        """Only the rows addressed to this person."""
        return self.filter(person_id=person.pk)
