"""Pictures of the running demo's pages for docs/screens: `python -m tools.screens [FOLDER] [NAME …]`.

Start `make demo` first; PORT says where it is. Each page is taken at 390 and 1280 px, in Chinese and English,
and on the phone in 大字 too. To be looked at, not compared by a machine.
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
WIDTHS = {390: 844, 1280: 900}
COLOURS = 128
LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Screen:
    """A page as somebody of the cast sees it; `steps` are links followed, by their CSS selector."""

    name: str
    persona: str
    path: str
    steps: tuple[str, ...] = ()


SCREENS = (
    Screen("welcome", "", "/"),
    Screen("sign-in", "", "/sign-in/"),
    Screen("home", "gui", "/"),
    Screen("new-case", "gui", "/e/taoan/cases/new/"),
    Screen("my-cases", "gui", "/me/cases/"),
    Screen("case", "gui", "/me/cases/", ("main .list a",)),
    Screen("desk", "zhu", "/e/taoan/cases/"),
    Screen("triage", "mei", "/e/taoan/cases/?group=new", ("#queue tbody a",)),
    Screen("stuck", "mei", "/stuck/"),
    Screen("session", "gui", "/e/taoan/meetings/", ("main .list li:nth-child(2) a",)),
    Screen("roster", "gui", "/e/taoan/roster/"),
    Screen("duties", "zhu", "/e/taoan/duties/"),
    Screen("ledger", "", "/e/taoan/money/"),
    Screen("spending", "", "/e/taoan/spendings/", ("main .list a",)),
    Screen("bill", "gui", "/e/taoan/bills/", ("main .list a",)),
    Screen("fund", "lan", "/e/taoan/fund/"),
    Screen("me", "gui", "/me/"),
    Screen("register", "he", "/e/csc/register/"),
    Screen("import", "he", "/e/csc/register/imports/"),
    Screen("people", "he", "/e/csc/people/"),
    Screen("estate", "", "/e/taoan/"),
    Screen("verify", "", "/verify/"),
    Screen("privacy", "", "/privacy/"),
    Screen("city", "yu", "/"),
)


def main(folder: Path, names: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("COURTYARD_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for screen in SCREENS:
            if not names or screen.name in names:
                take(browser, screen, folder)
        browser.close()
    return 0


def take(browser: Browser, screen: Screen, folder: Path) -> None:
    for width, height in WIDTHS.items():
        for language, code in LANGUAGES.items():
            for size in ("", "elder") if (width, language) == (390, "zh") else ("",):
                context = browser.new_context(viewport={"width": width, "height": height})
                remember(context, language=code, size=size)
                page = context.new_page()
                if find(page, screen):
                    # as tall as the page, so that what sticks to the bottom is at the bottom
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": max(height, tall)})
                    tail = f"-{size}" if size else ""
                    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
                    picture.quantize(COLOURS).save(
                        folder / f"{screen.name}-{width}-{language}{tail}.png", optimize=True
                    )
                context.close()


def remember(context: BrowserContext, **cookies: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": ADDRESS} for name, value in cookies.items()])


def find(page: Page, screen: Screen) -> bool:
    """Sign in, go there, follow the steps. False, and said so, where a page cannot be had."""
    try:
        if screen.persona:
            page.goto(f"{ADDRESS}/sign-in/")
            page.click(f"[data-persona='{screen.persona}']", timeout=3_000)
        answer = page.goto(ADDRESS + screen.path)
        for step in screen.steps:
            page.locator(step).first.click(timeout=3_000)
        page.wait_for_load_state("networkidle")
    except Exception as reason:  # noqa: BLE001 -- a tool for looking: the other pages are still wanted
        print(f"{screen.name}: {str(reason).splitlines()[0]}")
        return False
    if answer and answer.status >= 400:
        print(f"{screen.name}: {answer.status}")
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens", sys.argv[2:]))
