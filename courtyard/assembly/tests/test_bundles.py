"""What is published can be counted again by anybody, with the file that lies in it and with ours."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from courtyard.assembly import actions, printed, upkeep
from courtyard.assembly.actions import House
from courtyard.assembly.models import Assembly, Opening
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed
from courtyard.web.documents import pdf

pytestmark = pytest.mark.usefixtures("owners")
STANDALONE = Path(__file__).resolve().parent.parent / "standalone" / "recount.py"


def published(court: Court, secrecy: str) -> Assembly:
    one = build.noticed(court, House(secrecy=secrecy), matters=("fund-use", "fund-raise"))
    for person, answer in ((court.lin, "for"), (court.mei, "for"), (court.yan, "against")):
        build.cast(one, person, answer)
    one = build.counted(court, one)
    with upkeep.bundled(one, build.AFTER) as (bundle, full):
        return actions.certify(one.pk, bundle=bundle, full=full, by=court.yan, at=build.AFTER)


def recounted(data: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "bundle.zip"
    file.write_bytes(data)
    command = [sys.executable, "-I", str(STANDALONE), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_both_bundles_are_recounted_by_the_stand_alone_file(court: Court, tmp_path: Path, secrecy: str) -> None:
    one = published(court, secrecy)
    with default_storage.open(one.bundle) as file:
        public = file.read()
    full = actions.open_bundle(one.pk, why="核对计票", by=court.reg, at=build.AFTER)

    for data in (public, full):
        done = recounted(data, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.splitlines()[-1].endswith("0 failed")
    assert Opening.objects.get().why == "核对计票"


def test_an_owner_opens_the_full_bundle_of_a_named_vote_and_nobody_that_of_a_confidential_one(court: Court) -> None:
    named, confidential = published(court, "named"), published(court, "confidential")

    assert actions.open_bundle(named.pk, why="看看", by=court.lin, at=build.AFTER).startswith(b"PK")
    for one, person in ((confidential, court.lin), (confidential, court.yan), (named, court.zhu)):
        with pytest.raises(NotAllowed):
            actions.open_bundle(one.pk, why="看看", by=person, at=build.AFTER)


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_notice_ballots_and_result_are_printed(court: Court, secrecy: str) -> None:
    one = published(court, secrecy)
    day = build.NOTICED.date()

    for template, data in (
        ("assembly/notice", printed.notice(one, "https://example.org/e/plum/", day)),
        ("assembly/ballots", printed.ballots(one, 1, "https://example.org/?code=", day, two_sided=True)),
        ("assembly/certificate", printed.certificate(one, "https://example.org/e/plum/result/")),
    ):
        assert pdf(template, data).startswith(b"%PDF")
