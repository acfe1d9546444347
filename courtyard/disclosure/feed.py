"""An estate's wall as an Atom feed (RFC 4287), for feed readers and for other sites."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree as ET

from courtyard.disclosure.models import Publication

ATOM = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


def atom(
    *, title: str, wall: str, itself: str, estate: UUID, entries: Sequence[tuple[Publication, str, str, str]],
    language: str, began: datetime,
) -> bytes:  # fmt: skip
    """`entries` are publications with their title, summary and address. What XML cannot hold is left out."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(feed, "id", f"urn:uuid:{estate}")
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max((one.published_at for one, *_ in entries), default=began)))
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", title)
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": wall})
    for one, named, summary, address in entries:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "id", f"urn:uuid:{one.pk}")
        _text(entry, "title", named)
        _text(entry, "updated", _moment(one.published_at))
        _text(entry, "published", _moment(one.published_at))
        _text(entry, "summary", summary)
        ET.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": address})
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = "".join(one for one in text if _is_xml(one))


def _is_xml(character: str) -> bool:
    """No control character may stand in XML 1.0 but tab and line ends, and no half of a pair."""
    return character in "\t\n\r" or unicodedata.category(character) not in {"Cc", "Cs", "Cn"}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
