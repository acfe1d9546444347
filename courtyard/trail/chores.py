"""What the clerk does for the record by the clock."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.keys import NoKey, SigningKey
from courtyard.trail.models import Checkpoint

log = logging.getLogger(__name__)


def sign_daily(at: datetime) -> bool:
    """Sign the day's checkpoint, once. Without a key there is none, and the log says so every time."""
    if Checkpoint.objects.filter(at__date=localdate(at)).exists():
        return False
    try:
        key = SigningKey.read(settings.CHECKPOINT_KEY)
    except NoKey as reason:
        log.error("no checkpoint was signed: %s. `courtyard key` makes a key.", reason)
        return False
    sign_checkpoint(key=key, at=at)
    return False
