"""What keeps production from telling a time that is not."""

from typing import Any

from django.conf import settings
from django.core.checks import Error


def the_clock_is_not_moved(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The demo's story and the tests move the database's time; nobody else may."""
    if not settings.CLOCK_SHIFT or settings.DEMO or settings.TESTING:
        return []
    return [
        Error(
            "CLOCK_SHIFT moves the time by which votes are closed. It is for the demo and tests only.", id="trail.E001"
        )
    ]
