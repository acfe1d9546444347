"""Photographs of cases, and files that no case owns."""

from django.db import models

from courtyard.cases.models.case import Case
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class CasePhoto(models.Model):
    """A photograph of a case, as we keep it: upright, at most 1600 pixels a side, without where and when.

    A `hidden` one shows a face, a number plate or a door: neighbours do not get it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    file = models.CharField(max_length=120, unique=True)
    thumbnail = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    hidden = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class LooseFile(models.Model):
    """A file that no case owns, yet or any more. Written down before the file is, so that the clerk can sweep it."""

    file = models.CharField(max_length=120, primary_key=True)
    since = models.DateTimeField(db_index=True)
