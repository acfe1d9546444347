"""The lines of life that the demo's year is made of, read from plots.toml."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Plot:
    """One case as it goes: what is said, by whom it is led, what was done in the end."""

    category: str
    party: str
    where: str
    words: str
    first: str
    done: str
    urgent: bool = False
    picture: str = ""


_DATA = tomllib.loads(files("courtyard.demo").joinpath("plots.toml").read_text(encoding="utf-8"))
PLOTS = tuple(Plot(**plot) for plot in _DATA["plot"])
RETURNS: tuple[str, ...] = tuple(_DATA["returns"])
PROGRESS: tuple[str, ...] = tuple(_DATA["progress"])
THANKS: tuple[str, ...] = tuple(_DATA["thanks"])
GRUMBLES: tuple[str, ...] = tuple(_DATA["grumbles"])
