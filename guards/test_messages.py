"""Every word people read is there in Chinese, too, and reads as a person would write it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps as django_apps
from django.conf import settings

from guards.tree import PACKAGE, TEMPLATES, name
from tools.messages import KEYWORDS, apps, check, messages, po_file, read, translation

PO_FILES = [po_file(app) for app in apps() if po_file(app).exists()]
CODE = sorted(p for p in PACKAGE.rglob("*.py") if not {"tests", "migrations"} & set(p.parts))
SPOKEN = [*PO_FILES, *TEMPLATES, *CODE]
BARE = {"确定", "提交", "确认", "OK"}


def test_chinese_is_complete() -> None:
    missing = check(apps())

    if missing:
        pytest.fail("\n".join(missing), pytrace=False)


def test_django_finds_every_translation() -> None:
    """An app that is not installed has its words in no catalogue, however well they are translated."""
    looked_into = {Path(path) for path in settings.LOCALE_PATHS}
    looked_into |= {Path(config.path) / "locale" for config in django_apps.get_app_configs()}

    assert [name(path) for path in PO_FILES if path.parents[2] not in looked_into] == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_messages_are_whole_sentences(path: Path) -> None:
    """An f-string is filled in before it is looked up, so no catalogue can hold it: use .format() afterwards."""
    filled_in_too_soon = [
        ast.unparse(call)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).split(".")[-1] in KEYWORDS
        and any(isinstance(part, ast.JoinedStr) for part in call.args)
    ]

    assert filled_in_too_soon == []


@pytest.mark.parametrize("path", SPOKEN, ids=name)
def test_nobody_is_shouted_at(path: Path) -> None:
    assert "\uff01" not in path.read_text(encoding="utf-8")


@pytest.mark.skipif(not PO_FILES, reason="no app has words yet")
@pytest.mark.parametrize("path", PO_FILES, ids=name)
def test_a_button_says_what_it_does(path: Path) -> None:
    assert [m.id for m in messages(read(path)).values() if translation(m) in BARE] == []


@pytest.mark.skipif(not PO_FILES, reason="no app has words yet")
@pytest.mark.parametrize("path", PO_FILES, ids=name)
def test_chinese_has_chinese_punctuation(path: Path) -> None:
    """A comma or question mark after a Chinese character is a Chinese one."""
    latin = re.compile(r"[\u4e00-\u9fff][,;?!]")

    assert [m.id for m in messages(read(path)).values() if latin.search(translation(m))] == []
