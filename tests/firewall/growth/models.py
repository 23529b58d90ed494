"""Records with a field of every kind, on each side."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models

from msl_governance.firewall.records import CommercialRecord, MedicalRecord, SharedRecord


class Everything(models.Model):
    """A field of every kind."""

    amount = models.DecimalField(max_digits=5, decimal_places=3)
    share = models.FloatField()
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    hour = models.TimeField()
    moment = models.DateTimeField()
    length = models.DurationField()
    flag = models.BooleanField()
    kind = models.CharField(max_length=8, choices=[("one", "One"), ("two", "Two")])
    title = models.CharField(max_length=80)
    words = models.TextField()
    slug = models.SlugField(max_length=80)
    address = models.URLField()
    mail = models.EmailField(max_length=120)
    answers = models.JSONField(default=dict)
    items = models.JSONField(default=list)
    tags = ArrayField(models.CharField(max_length=60))
    figures = ArrayField(models.IntegerField())
    valid = DateRangeField()
    paper = models.FileField(max_length=120)
    raw = models.BinaryField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Theme(SharedRecord):
    """What records of both sides refer to."""

    name = models.CharField(max_length=60)


class Profile(MedicalRecord):
    """What a medical record needs before it can be."""

    name = models.CharField(max_length=60)


class Study(Everything, MedicalRecord):
    """Medical's. Its themes are many."""

    author_id = models.UUIDField()
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT)
    themes = models.ManyToManyField(Theme, through="StudyTheme", related_name="+")


class StudyTheme(MedicalRecord):
    """A theme of a study."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")


class Plan(Everything, CommercialRecord):
    """Commercial's."""


class Digest(CommercialRecord):
    """What of a study was released. Written by the door alone."""

    written_by_door = True

    title = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=5, decimal_places=3)
