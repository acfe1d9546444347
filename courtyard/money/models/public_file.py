"""A paper that anybody may open: what is nobody else's to know was blacked out by whoever put it here, who said so."""

from django.db import models
from django.db.models import Q

from courtyard.services.models.company import FILE_MAX, HASH


class PublicFile(models.Model):
    """At most one file, with its size and its hash, which stands on the record."""

    file = models.CharField(max_length=FILE_MAX, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=HASH, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def whole(cls, name: str) -> models.CheckConstraint:
        """A file has its hash, and no hash stands without one."""
        return models.CheckConstraint(
            name=name, condition=Q(file="", sha256="") | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0))
        )
