"""The tools whose mistakes nobody would notice: a word lost from a catalogue is a page in the wrong language."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from tools import messages

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Ask for {name}")
ngettext("%(n)s home", "%(n)s homes", 2)
pgettext("month", "May")
"""
PAGE = "{% load i18n %}{% blocktranslate trimmed %}\n  Kept by\n  {{ who }}\n{% endblocktranslate %}"
TRANSLATED = (
    messages.HEADER
    + """
#, python-brace-format
msgid "Ask for {name}"
msgstr "找{name}"

msgid "Nobody says this"
msgstr "没人说"
"""
)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    app = tmp_path / "courtyard" / "cases"
    (app / "templates").mkdir(parents=True)
    (app / "__init__.py").write_text("")
    (app / "models.py").write_text(CODE)
    (app / "templates" / "page.html").write_text(PAGE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "courtyard")
    po = messages.po_file(app)
    po.parent.mkdir(parents=True)
    po.write_text(TRANSLATED)
    return app


def words(app: Path) -> dict[str, str]:
    catalog = messages.messages(messages.read(messages.po_file(app)))
    return {key[1]: messages.translation(message) for key, message in catalog.items()}


def test_update_keeps_translations_adds_what_is_new_and_drops_what_is_gone(app: Path) -> None:
    messages.update([app])

    assert words(app) == {"%(n)s home": "", "Ask for {name}": "找{name}", "Kept by %(who)s": "", "May": ""}


def test_update_twice_is_update_once(app: Path) -> None:
    messages.update([app])
    once = messages.po_file(app).read_text()
    messages.update([app])

    assert messages.po_file(app).read_text() == once


def test_check_names_what_is_missing_and_what_is_left_over(app: Path) -> None:
    found = list(messages.complaints(app))

    assert found == [
        "courtyard/cases/models.py: not in the po file: '%(n)s home'",
        "courtyard/cases/models.py: not in the po file: 'May'",
        "courtyard/cases/templates/page.html: not in the po file: 'Kept by %(who)s'",
        "courtyard/cases/locale/zh_Hans/LC_MESSAGES/django.po: nobody says it any more: 'Nobody says this'",
    ]


def test_placeholders_are_the_same_in_both_languages(app: Path) -> None:
    po = messages.po_file(app)
    po.write_text(messages.HEADER + 'msgid "Ask for {name}"\nmsgstr "找{who}"\n')

    assert f"{po.relative_to(messages.ROOT)}: other placeholders than the English: 'Ask for {{name}}'" in list(
        messages.complaints(app)
    )


def test_compiled_words_are_found(app: Path) -> None:
    messages.compile_changed([app])

    with messages.po_file(app).with_suffix(".mo").open("rb") as file:
        assert GNUTranslations(file).gettext("Ask for {name}") == "找{name}"
