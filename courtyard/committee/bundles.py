"""The papers of a filing as one PDF and as one zip, with a list of their hashes that anybody can check."""

import hashlib
import io
import logging
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import override

from courtyard.assembly.attachments import ENDINGS, PDF, File
from courtyard.committee import binding
from courtyard.committee.models import FilingPaper
from courtyard.core.errors import BadInput, Refusal, TooLarge, sentence
from courtyard.web.documents import pdf

ROOT = Path(__file__).resolve().parents[2]
BINDER = [sys.executable, "-m", "courtyard.committee.binding"]
COUNT_SECONDS, BIND_SECONDS = 20, 90
PAGES_MAX = 200
"""Of one paper."""
MANIFEST = "SHA256SUMS.txt"
CHINESE = "zh-hans"
"""The housing office reads the names of files in one language."""
NAME_MAX = 60
STAMP = (1980, 1, 1, 0, 0, 0)
"""The same papers make the same zip: when it was made is not part of it."""

logger = logging.getLogger(__name__)


class BrokenPaper(BadInput):
    says = sentence("“{name}” cannot be opened: it is no complete PDF. Please save it anew, or take a picture of it.")
    field = "file"


class LockedPaper(BadInput):
    says = sentence("“{name}” opens with a password only. Save it without one and choose it again.")
    field = "file"


class ThickPaper(TooLarge):
    says = sentence("“{name}” has more than {most} pages. Please add it in parts.")
    field = "file"


class LostPaper(Refusal):
    says = sentence("“{name}” is not in the storage any more. Take it out and add it again.")


class CannotBeBound(Refusal):
    status = 500
    says = sentence("The papers cannot be put into one PDF just now. Take the zip, or add the last paper anew.")


def pages_of(file: File) -> int:
    """How many pages a paper has. Raises BrokenPaper, LockedPaper, ThickPaper, each with its name."""
    if file.kind != PDF:
        return 1
    with tempfile.NamedTemporaryFile(suffix=".pdf") as there:
        there.write(file.data)
        there.flush()
        try:
            told = _run("count", Path(there.name), COUNT_SECONDS)
        except subprocess.TimeoutExpired as expired:
            raise ThickPaper(name=file.name, most=PAGES_MAX) from expired
    if told.returncode == binding.LOCKED:
        raise LockedPaper(name=file.name)
    if told.returncode:
        raise BrokenPaper(name=file.name)
    pages = int(told.stdout)
    if pages > PAGES_MAX:
        raise ThickPaper(name=file.name, most=PAGES_MAX)
    return pages


def _run(what: str, path: Path, seconds: int) -> subprocess.CompletedProcess[bytes]:
    told = [*BINDER, what, str(path)]
    return subprocess.run(told, cwd=ROOT, capture_output=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL)


def in_order(papers: Sequence[FilingPaper]) -> list[FilingPaper]:
    """The six in the order of the law, then the others; each kind as it came."""
    place = {kind: number for number, kind in enumerate(FilingPaper.Kind.values)}
    return sorted(papers, key=lambda one: (place[one.kind], one.added_at, one.pk))


def file_name(number: int, paper: FilingPaper) -> str:
    """“01-业主大会会议记录和决定-….pdf”: no path and no sign that a system could misread."""
    with override(CHINESE):
        kind = FilingPaper.Kind(paper.kind).label
    stem = paper.name.rpartition(".")[0] or paper.name
    clean = re.sub(r"[^\w-]+", "_", f"{number:02}-{kind}-{stem}").strip("_")
    return f"{clean[:NAME_MAX]}.{ENDINGS.get(paper.content, 'bin')}"


def manifest(papers: Sequence[FilingPaper]) -> bytes:
    """Every paper with its SHA-256, as `sha256sum -c` reads it."""
    lines = (f"{one.sha256}  {file_name(n, one)}\n" for n, one in enumerate(in_order(papers), start=1))
    return "".join(lines).encode()


def hash_of(papers: Sequence[FilingPaper]) -> str:
    """One hash for all of them: that of the manifest."""
    return hashlib.sha256(manifest(papers)).hexdigest()


def zipped(papers: Sequence[FilingPaper]) -> bytes:
    """Numbered files, and the manifest. Raises LostPaper."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(zipfile.ZipInfo(MANIFEST, STAMP), manifest(papers))
        for number, one in enumerate(in_order(papers), start=1):
            bundle.writestr(zipfile.ZipInfo(file_name(number, one), STAMP), _data(one))
    return stream.getvalue()


Cover = Callable[[int], dict[str, Any]]
"""What stands on the cover, told on which page the first paper begins."""


def bound(papers: Sequence[FilingPaper], cover: Cover) -> bytes:
    """The cover, then every paper. Raises LostPaper, CannotBeBound, and what setting the cover raises."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "000.pdf").write_bytes(_set(cover))
        for number, one in enumerate(in_order(papers), start=1):
            (place / f"{number:03}.{ENDINGS[one.content]}").write_bytes(_data(one))
        try:
            done = _run("bind", place, BIND_SECONDS)
        except subprocess.TimeoutExpired as expired:
            raise CannotBeBound from expired
    if done.returncode:
        logger.error("papers cannot be bound: %s", done.stderr.decode(errors="replace"))
        raise CannotBeBound
    return done.stdout


def _set(cover: Cover) -> bytes:
    """A long list takes more than one sheet, and everything after it begins later."""
    made = pdf("committee/cover", cover(2))
    sheets = pages_of(File("cover", PDF, made))
    return made if sheets == 1 else pdf("committee/cover", cover(1 + sheets))


def _data(paper: FilingPaper) -> bytes:
    try:
        with default_storage.open(paper.file) as file:
            data: bytes = file.read()
    except FileNotFoundError as gone:
        raise LostPaper(name=paper.name) from gone
    return data
