"""Bundles as somebody might alter them: a file changed, and the sums and hashes made to fit again or not."""

import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from courtyard.assembly import standalone
from courtyard.assembly.standalone.recount import NoBundle, Recount, words
from courtyard.core.counting.bundle.files import BOX, summed
from courtyard.core.tests.bundled import Cast, plum_court

Files = dict[str, bytes]
Edit = Callable[[Files], object]

NAMED, SECRET, PUBLIC = "named full", "confidential full", "named public"


def plum(which: str) -> Files:
    """Of Plum Court's vote, the named full bundle, the confidential one, or a public one."""
    return dict(_plum(which))


@cache
def _plum(which: str) -> Files:
    secrecy, kind = which.split()
    return files_of(plum_court("confidential" if secrecy == "confidential" else "named"), kind)


def files_of(cast: Cast, kind: str) -> Files:
    return dict(getattr(cast.bundles(standalone.source()), kind))


def sealed_again(files: Files) -> Files:
    """SHA256SUMS written anew, as whoever alters a file would do, too."""
    others = {name: data for name, data in files.items() if name != "SHA256SUMS"}
    return others | {"SHA256SUMS": summed(others).encode()}


def hashed_again(files: Files) -> Files:
    """The hashes in bundle.json, too: then only what the certificate prints is left, and what the files say."""
    told = json.loads(files["bundle.json"])
    if "salt" in told["box"] and "roll.csv" in files:
        sums = summed({name: files[name] for name in BOX if name in files})
        told["roll"]["sha256"] = summed({"roll.csv": files["roll.csv"]})[:64]
        told["box"]["sha256"] = summed({"": f"{told['box']['salt']}\n{sums}".encode()})[:64]
    return sealed_again(files | {"bundle.json": json.dumps(told).encode()})


def line(name: str, number: int, text: str | None) -> Edit:
    """The line of a file becomes another one, or two, or goes."""

    def edit(files: Files) -> None:
        lines = files[name].decode().split("\n")
        lines[number - 1 : number] = [] if text is None else text.split("\n")
        files[name] = "\n".join(lines).encode()

    return edit


def told(path: str, value: Any) -> Edit:
    """Something in bundle.json becomes something else, or goes."""

    def edit(files: Files) -> None:
        data = json.loads(files["bundle.json"])
        *way, last = [int(key) - 1 if key.isdigit() else key for key in path.split(".")]
        inner = data
        for key in way:
            inner = inner[key]
        inner[last] = value
        if value is None:
            del inner[last]
        files["bundle.json"] = json.dumps(data, ensure_ascii=False).encode()

    return edit


def recounted(data: bytes, language: str = "en", *, no_bundle: bool = False) -> tuple[list[str], int, int]:
    """What is said, and how many checks passed and failed. Raises NoBundle, unless that is a sentence as well."""
    said: list[str] = []
    try:
        passed, failed = Recount(BytesIO(data), language, said.append).run()
    except NoBundle as found:
        if not no_bundle:
            raise
        key, path = found.args
        return [words(language, key, path=path)], 0, 1
    return said, passed, failed


def wrong(data: bytes, language: str = "en") -> list[str]:
    """What is said to be wrong. Raises NoBundle."""
    return [text[2:] for text in recounted(data, language)[0] if text.startswith("✗")]


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """An archive as no bundle is: with a comment, or packed in another way."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.comment = comment
    return out.getvalue()
