"""The lines of life that the demo's year is made of, read from plots/."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Plot:
    """One case as it may go: `words` a resident's, `first` the convenor's, the others those of whoever does it.

    `where` is building, home, or a common part's name. `back` is what the resident says on returning it, `again`
    what was done after that. All hours must do: nobody knows yet when a line will be said.
    """

    category: str
    party: str
    where: str
    words: str
    first: str
    halfway: str
    done: str
    back: str
    again: str
    thanks: tuple[str, ...] = ()
    urgent: bool = False
    picture: str = ""


def _plots() -> Iterator[Plot]:
    folder = files("courtyard.demo") / "plots"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        data: dict[str, list[dict[str, Any]]] = tomllib.loads(file.read_text(encoding="utf-8"))
        for given in data["plot"]:
            yield Plot(**{**given, "thanks": tuple(given.get("thanks", ()))})


PLOTS = tuple(_plots())
THANKS = ("比说的还早，谢谢。", "有人管就好。", "谢谢，麻烦你们了。", "可以的。", "")
GRUMBLES = ("办好了，就是等得久。", "催了三次才弄好。", "希望下次快一点。", "下次不要让人催。", "")
"""What fits any case; a plot's own `thanks` come in addition."""
