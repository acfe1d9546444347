"""The index: which words stand where. Everything in it can be built again, and nothing in it is ever shown."""

from django.db import models


class Entry(models.Model):
    """The words of one thing, parted by spaces: what it is called, what else it says, and to whom it may be open.

    `marks` only narrows where to look (`registers.mark`); who sees what is asked of the thing itself when it is found.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    at = models.DateTimeField()
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    marks = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about"], name="search_a_thing_is_entered_once"),
        ]
