"""Words of any text as an index keeps them, without a dictionary: two Chinese characters at a time.

Latin words and numbers stand for themselves. A run of Chinese becomes its pairs, and its last character alone: so
every character begins some token, and one character is found as the beginning of one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

TOKENS_MAX = 2_000
WORD_MAX = 40
PIECES_MAX = 8
QUERY_MAX = 100
PREFIX_MIN = 2
"""From how many letters on the beginning of a Latin word finds the word: “lif” finds “lift”."""

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"(?:(?![{_HAN}\d_])\w)"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<digits>\d+)|(?P<word>{_LETTER}+)")


@lru_cache(maxsize=8_192)
def _plain(character: str) -> str:
    """Without case, width and accents; nothing for an accent by itself."""
    bare = unicodedata.normalize("NFKD", character).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in bare if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where each of its characters stood."""

    text: str
    places: Sequence[int]


def fold(text: str) -> Folded:
    """The text without what does not matter: case, width, accents, and spaces beside Chinese; a mark is a space.

    “9 号楼” and “９号楼” are “9号楼”; “Lift no. 3” is “lift no 3”.
    """
    spread = [(one, at) for at, character in enumerate(text) for one in _plain(character)]
    plain = "".join(one for one, _ in spread)
    kept: list[tuple[str, int]] = []
    before, end = "", 0
    for run in _RUN.finditer(plain):
        kind, between = run.lastgroup or "", plain[end : run.start()]
        if kept and between and not (between.isspace() and kind != before and "han" in (kind, before)):
            kept.append((" ", spread[end][1]))
        kept.extend(spread[run.start() : run.end()])
        before, end = kind, run.end()
    return Folded("".join(one for one, _ in kept), [at for _, at in kept])


def tokens(text: str) -> list[str]:
    """What an index keeps of the text, each once, in the order in which they come; no more than TOKENS_MAX."""
    found: dict[str, None] = {}
    for run in _RUN.finditer(fold(text).text):
        for token in _of_run(run):
            found[token] = None
            if len(found) == TOKENS_MAX:
                return list(found)
    return list(found)


def _of_run(run: re.Match[str]) -> Iterator[str]:
    characters = run.group()
    if run.lastgroup != "han":
        yield characters[:WORD_MAX]
        return
    yield from _pairs(characters)
    yield characters[-1]


def _pairs(characters: str) -> Iterator[str]:
    return (characters[at : at + 2] for at in range(len(characters) - 1))


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """A token to be found; as `prefix`, any that begins so."""

    token: str
    prefix: bool = False


def pieces(query: str) -> list[str]:
    """The phrases somebody wants, all of them: what stands between spaces and marks, folded; each once."""
    said = (fold(part).text for part in query[:QUERY_MAX].split())
    return list(dict.fromkeys(phrase for part in said for phrase in part.split()))[:PIECES_MAX]


def query_tokens(query: str) -> list[Wanted]:
    """What an entry must hold to be worth a look. Whether it holds the phrases themselves, `holds` says."""
    return list(dict.fromkeys(wanted for piece in pieces(query) for wanted in _wanted(piece)))


def _wanted(piece: str) -> Iterator[Wanted]:
    runs = list(_RUN.finditer(piece))
    for run in runs:
        characters = run.group()[:WORD_MAX] if run.lastgroup != "han" else run.group()
        if run.lastgroup == "han" and len(characters) > 1:
            yield from map(Wanted, _pairs(characters))
        else:
            begins = run.lastgroup == "word" and PREFIX_MIN <= len(characters) < WORD_MAX and run is runs[-1]
            yield Wanted(characters, prefix=begins or run.lastgroup == "han")


def holds(text: str, wanted: Sequence[str]) -> bool:
    """Whether the text says every phrase; a number only as a whole one: 9号 is not in 19号."""
    inside = fold(text).text
    return bool(wanted) and all(phrase_in(phrase).search(inside) for phrase in wanted)


@lru_cache(maxsize=1_024)
def phrase_in(phrase: str) -> re.Pattern[str]:
    """A number is whole on both sides, a Latin word begins where the phrase begins, and one letter is a word."""
    runs = list(_RUN.finditer(phrase))
    begins = {"digits": r"(?<!\d)", "word": rf"(?<!{_LETTER})"}.get(runs[0].lastgroup or "", "")
    whole = rf"(?!{_LETTER})" if len(runs[-1].group()) < PREFIX_MIN else ""
    ends = {"digits": r"(?!\d)", "word": whole}.get(runs[-1].lastgroup or "", "")
    return re.compile(begins + re.escape(phrase) + ends)


def marked(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """The text as it was written, in parts, and which of them were wanted."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for start, stop in sorted(_spots(text, wanted)):
        if start >= end:
            parts += [(text[end:start], False), (text[start:stop], True)]
            end = stop
    parts.append((text[end:], False))
    return [(part, found) for part, found in parts if part]


def _spots(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    inside = fold(text)
    for phrase in wanted:
        for spot in phrase_in(phrase).finditer(inside.text):
            yield inside.places[spot.start()], inside.places[spot.end() - 1] + 1
