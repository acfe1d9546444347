"""What the clerk does with the bank: takes in messages of payments laid down as files, forgets old payers’ names."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from django.utils.timezone import localdate

from courtyard.core.bank.gateway import Replayed
from courtyard.core.errors import Refusal
from courtyard.money import upkeep
from courtyard.money.actions.gateways import take_payment
from courtyard.money.gateways import (
    FILE,
    MESSAGE_BYTES_MAX,
    MessageTooLarge,
    inbox,
    read_message,
    refused_box,
)
from courtyard.people.models import CLERK

FILES_AT_ONCE = 200
REFUSED_KEPT = 1_000
log = logging.getLogger(__name__)


def take_files(at: datetime) -> bool:
    """Each message once; what is not believed is laid aside, to be looked at. Says whether more are waiting."""
    files = sorted(path for path in inbox().glob("*.json") if path.is_file() and not path.is_symlink())
    for path in files[:FILES_AT_ONCE]:
        _take(path, at)
    return len(files) > FILES_AT_ONCE


def _take(path: Path, at: datetime) -> None:
    try:
        take_payment(FILE.name, _message(path), sent_by=_laid_down(path), by=CLERK, at=at)
    except Replayed:
        log.info("%s has been received before", path.name)
    except Refusal as refusal:
        log.warning("%s was refused: %s", path.name, refusal)
        upkeep.count_refusal(FILE.name, type(refusal).__name__, localdate(at))
        _lay_aside(path)
        return
    path.unlink(missing_ok=True)


def _message(path: Path) -> dict[str, str]:
    if path.stat().st_size > MESSAGE_BYTES_MAX:
        raise MessageTooLarge(most=MESSAGE_BYTES_MAX // 1024)
    return read_message(path.read_bytes())


def _laid_down(path: Path) -> datetime:
    """A file is as fresh as it was when it came: the clerk may have slept since."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _lay_aside(path: Path) -> None:
    folder = refused_box()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.replace(folder / path.name)
    for old in sorted(folder.glob("*.json"), key=lambda one: one.stat().st_mtime)[:-REFUSED_KEPT]:
        old.unlink(missing_ok=True)


def forget_payers(at: datetime) -> bool:
    return upkeep.forget_payers(localdate(at))
