"""What upper floors tell duties: their kinds, and who else than the bearer may say that one is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courtyard.web.registers import Register


def nobody_else(person: Any, duty: Any, at: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class DutyKind:
    """One kind of duty. `public` ones are on the residents' calendar; `by_hand` may be discharged on its page.

    What is discharged by another deed (a publication, an answer) is not by hand. `own_words`: `what` is as somebody
    wrote it, or as data says it; otherwise it is the program's own sentence, said in the reader's language.
    """

    name: str
    label: Any
    public: bool = True
    by_hand: bool = True
    own_words: bool = False
    also_by: Callable[[Any, Any, datetime], bool] = nobody_else


kinds: Register[DutyKind] = Register("kinds of duty")
