"""A busy day at Plum Court in two minutes: filing, the desk's list, triage, a case's page, signing in and out."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count, cycle
from queue import Empty, SimpleQueue
from uuid import UUID

from courtyard.cases.tests import build
from courtyard.conftest import PASSWORD, Court
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.tests.caller import Answer, Caller, typed
from courtyard.web.tests.server import signed_in

DESK, MINE, SIGN_IN = "/e/plum/cases/", "/me/cases/", "/sign-in/"
FIRST_WORD = "收到，今天派人来看。"
RIGHT = {"file": 303, "triage": 303, "sign in": 302, "sign out": 302}
"""What is answered to a form; to a page 200."""


class Load:
    """Each thread plays one person, one page after another, until it is over."""

    def __init__(self, court: Court, port: int) -> None:
        self.answers: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.filed: set[UUID] = set()
        self._court, self._port = court, port
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor()
        self._running: list[Future[None]] = []

    def begin(self) -> None:
        court = self._court
        plays = [self._resident(court.lin, court.estate), self._resident(court.mei, court.estate)]
        plays += [self._resident(court.far, court.other)]
        plays += [self._desk(court.desk), self._desk(court.zhu)]
        plays += [self._visitor(court.jie, 1), self._visitor(court.jie, 2)]
        self._running = [self._pool.submit(self._again_and_again, play) for play in plays]

    def end(self) -> None:
        """Everybody finishes what they are at. Raises what went wrong for one of them."""
        self._over.set()
        for one in self._running:
            one.result()
        self._pool.shutdown()

    def _again_and_again(self, play: Callable[[], None]) -> None:
        while not self._over.is_set():
            play()

    def _note(self, what: str, answer: Answer) -> Answer:
        with self._lock:
            self.answers[what] += 1
            if answer.status != RIGHT.get(what, 200):
                self.broken[f"{what} {answer.status}"] += 1
        return answer

    def _resident(self, who: Person, estate: Estate) -> Callable[[], None]:
        caller, numbers = Caller(self._port, signed_in(who)), count()
        place = f"building:{estate.buildings.get().pk}"

        def play() -> None:
            form = new_id()
            photos = [build.photograph(size=(800, 600))] if next(numbers) % 4 == 0 else []
            fields = {"id": form, "category": "power", "words": build.WORDS, "place": place, "photos": photos}
            filed = self._note("file", caller.post(f"/e/{estate.code}/cases/new/", fields))
            if filed.status == 303:
                self.filed.add(form)
                self._note("case", caller.get(filed.location))
                if estate == self._court.estate:
                    self._waiting.put(filed.location)
            self._note("mine", caller.get(MINE))

        return play

    def _desk(self, who: Person) -> Callable[[], None]:
        caller = Caller(self._port, signed_in(who))

        def play() -> None:
            self._note("desk", caller.get(DESK))
            try:
                case = self._waiting.get(timeout=1)
            except Empty:
                return
            self._note("case", caller.get(case))
            page = self._note("triage page", caller.open(f"{case}triage/"))
            fields = typed(page.body, f"{case}triage/") | {"words": [FIRST_WORD]}
            self._note("triage", caller.post(f"{case}triage/", fields))

        return play

    def _visitor(self, who: Person, address: int) -> Callable[[], None]:
        """From a new address each time: what slows down guessing is not what is tested here."""
        addresses = cycle(f"198.51.{address}.{host}" for host in range(1, 255))

        def play() -> None:
            caller = Caller(self._port, address=next(addresses))
            self._note("sign-in page", caller.open(SIGN_IN))
            self._note("sign in", caller.post(SIGN_IN, {"name": who.phone, "password": PASSWORD, "next": "/me/"}))
            self._note("me", caller.open("/me/"))
            self._note("sign out", caller.post("/sign-out/", {}))

        return play
