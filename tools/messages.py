"""The words people read: gathered from code and templates, checked and compiled.

    python -m tools.messages check      names every word without a Chinese one, and what else is amiss
    python -m tools.messages update     writes each app's django.po anew, keeping its translations
    python -m tools.messages compile    writes the .mo file beside each django.po that has changed

Names of apps may follow: `update cases people` leaves the others alone.
English is the message itself; Simplified Chinese stands in `courtyard/<app>/locale/`.
The files carry no dates and no line numbers, so that two branches merge quietly.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "courtyard"
CORE, CONFIG = PACKAGE / "core", PACKAGE / "config"  # the settings are no app; their few words stand with the core's
LANGUAGE = "zh_Hans"
HEADER = f"""msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {LANGUAGE}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop", "sentence"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
KEYWORDS = dict.fromkeys(sorted(SINGLE | PLURAL | CONTEXT | CONTEXT_PLURAL))
NOT_SHOWN = {"tests", "migrations", "locale", "static"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")

Id = tuple[str | None, str, str | None]
"""Context, message, plural."""


def apps(names: Iterable[str] = ()) -> list[Path]:
    every = sorted(path.parent for path in PACKAGE.glob("*/__init__.py") if path.parent != CONFIG)
    only = set(names) or {app.name for app in every}
    return [app for app in every if app.name in only]


def po_file(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(app: Path) -> Iterator[Path]:
    folders = [app, CONFIG] if app == CORE else [app]
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if NOT_SHOWN & set(inside.parts) or not path.is_file():
            continue
        if path.suffix == ".py" or "templates" in inside.parts:
            yield path


def as_python(path: Path) -> str:
    """A template as the Python calls that Django's own extractor makes of it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    from django.conf import settings  # noqa: PLC0415 — compiling, alone, needs no Django

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize  # noqa: PLC0415

    return templatize(text, origin=str(path))


def as_id(function: str, words: Sequence[str | None] | str | None) -> Id | None:
    """What one call asks for; None when its message is not a literal."""
    given = [words] if words is None or isinstance(words, str) else words
    context, message, plural = {
        **dict.fromkeys(SINGLE, (None, 0, None)),
        **dict.fromkeys(PLURAL, (None, 0, 1)),
        **dict.fromkeys(CONTEXT, (0, 1, None)),
        **dict.fromkeys(CONTEXT_PLURAL, (0, 1, 2)),
    }[function]

    def at(place: int | None) -> str | None:
        return given[place] if place is not None and place < len(given) else None

    text = at(message)
    return (at(context), text, at(plural)) if text else None


def wanted(app: Path) -> dict[Id, Path]:
    """Every message of the app, and the first file that says it."""
    found: dict[Id, Path] = {}
    for path in sources(app):
        code = BytesIO(as_python(path).encode())
        for _, function, words, _ in extract_python(code, KEYWORDS, [], {"encoding": "utf-8"}):
            message = as_id(str(function), words)
            if message is not None:
                found.setdefault(message, path)
    return found


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, abort_invalid=True)


def messages(catalog: Catalog) -> dict[Id, Message]:
    return {id_of(message): message for message in catalog if message.id}


def id_of(message: Message) -> Id:
    words = [message.id] if isinstance(message.id, str) else [*message.id]
    return message.context, words[0], words[1] if len(words) > 1 else None


def translation(message: Message) -> str:
    words = [message.string] if isinstance(message.string, str) else [*(message.string or ("",))]
    return words[0]


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def complaints(app: Path) -> Iterator[str]:
    """What keeps the app's Chinese from being complete."""
    asked, given = wanted(app), messages(read(po_file(app)))
    for key, path in asked.items():
        if key not in given:
            yield f"{path.relative_to(ROOT)}: not in the po file: {key[1]!r}"
    for key, message in given.items():
        problem = complaint(key, message) if key in asked else "nobody says it any more"
        if problem:
            yield f"{po_file(app).relative_to(ROOT)}: {problem}: {key[1]!r}"


def complaint(key: Id, message: Message) -> str | None:
    chinese = translation(message)
    if not chinese:
        return "not translated"
    if message.fuzzy:
        return "marked fuzzy"
    if placeholders(key[2] or key[1]) != placeholders(chinese):
        return "other placeholders than the English"
    if (key[1][0] == "\n") != (chinese[0] == "\n") or (key[1][-1] == "\n") != (chinese[-1] == "\n"):
        return "other line ends than the English"
    return None


def two_meanings() -> Iterator[str]:
    """Django puts all apps' words into one catalogue: of two Chinese words for one English, one would win."""
    first: dict[tuple[str | None, str], tuple[str, Path]] = {}
    for app in apps():
        for key, message in messages(read(po_file(app))).items():
            chinese, path = first.setdefault(key[:2], (translation(message), po_file(app)))
            if translation(message) not in ("", chinese):
                where = f"{po_file(app).relative_to(ROOT)} and {path.relative_to(ROOT)}"
                yield f"{where}: one English, two Chinese (give each a msgctxt): {key[1]!r}"


def as_text(catalog: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER + file.getvalue().decode()


def update(some: Iterable[Path]) -> None:
    """Every message has a place, old translations kept, words that nobody says any more dropped."""
    for app in some:
        path, asked = po_file(app), wanted(app)
        kept = messages(read(path))
        catalog = Catalog(locale=LANGUAGE)
        for key in asked:
            add(catalog, key, kept.get(key))
        if asked:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_text(catalog), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)


def add(catalog: Catalog, key: Id, old: Message | None) -> None:
    context, text, plural = key
    chinese = translation(old) if old else ""
    flags = old.flags & {"fuzzy"} if old else set()
    comments = old.user_comments if old else ()
    if plural is None:
        catalog.add(text, chinese, flags=flags, user_comments=comments, context=context)
    else:
        catalog.add((text, plural), (chinese,), flags=flags, user_comments=comments, context=context)


def compile_changed(some: Iterable[Path]) -> None:
    for path in map(po_file, some):
        if is_stale(path):
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(path))


def is_stale(path: Path) -> bool:
    made = path.with_suffix(".mo")
    return path.exists() and (not made.exists() or made.stat().st_mtime <= path.stat().st_mtime)


def check(some: Iterable[Path]) -> list[str]:
    return [line for app in some for line in complaints(app)] + list(two_meanings())


def main(words: list[str]) -> int:
    verb, some = (words[0], apps(words[1:])) if words else ("", [])
    match verb:
        case "check":
            found = check(some)
            print(*found, sep="\n", end="\n" if found else "")
            return 1 if found else 0
        case "update":
            update(some)
        case "compile":
            compile_changed(some)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
