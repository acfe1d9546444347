"""Pages under a strict Content-Security-Policy, readable aloud, and linked by name."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from guards.tree import PACKAGE, TEMPLATES, name

HTML = [path for path in TEMPLATES if path.suffix in {".html", ".svg"}]
DJANGO = re.compile(r"{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"\s(?:hx-)?on[a-z:-]*\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b[^>]*>\s*[^<\s]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ADDRESSES = "href|src|srcset|action|formaction|poster|data|hx-(?:get|post|put|patch|delete)"
OWN_ADDRESS = re.compile(rf"""\s(?:{ADDRESSES})\s*=\s*["']/[^"']*""", re.IGNORECASE)
FOREIGN_ASSET = re.compile(
    r"""<(?:script|img|link|iframe|source|object)\b[^>]*\s(?:src|href|data)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE
)


def markup(path: Path) -> str:
    """The page with what Django fills in taken out, so that a `>` in a tag does not end an element."""
    return DJANGO.sub("…", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path: Path) -> None:
    inside = path.relative_to(PACKAGE).parts

    get_template("/".join(inside[inside.index("templates") + 1 :]))


@pytest.mark.parametrize("path", HTML, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    """The Content-Security-Policy would silently ignore it."""
    text = markup(path)

    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", HTML, ids=name)
def test_images_have_words(path: Path) -> None:
    assert [image for image in IMAGE.findall(markup(path)) if not re.search(r"\salt\s*=", image)] == []


@pytest.mark.parametrize("path", HTML, ids=name)
def test_links_are_by_name(path: Path) -> None:
    """An address written by hand is not found by `git grep` of its deed, and breaks when it moves."""
    assert OWN_ADDRESS.findall(markup(path)) == []


@pytest.mark.parametrize("path", HTML, ids=name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    assert FOREIGN_ASSET.findall(markup(path)) == []
