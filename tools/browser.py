"""A browser for the tests, and the characters it writes Chinese with."""

import shutil
import subprocess

from tools import debian
from tools.debian import Say

SMALL = "chromium-headless-shell"
"""The same engine without the windows that nobody looks at: a page costs a third of the processor's time."""
NAMES = (SMALL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"


def find(say: Say) -> str | None:
    """The path of Chromium; root installs it, and the fonts, where they are missing."""
    if debian.can_install():
        if not _has_chinese_font():
            debian.install([FONTS], say)
        if not _path() and not debian.install([SMALL], say):
            debian.install(["chromium"], say)
    path = _path()
    if path is None:
        say("no Chromium here. As root: apt-get install chromium-headless-shell fonts-noto-cjk")
    elif not _has_chinese_font():
        say(f"no Chinese font here; pictures will show boxes. As root: apt-get install {FONTS}")
    return path


def _path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _has_chinese_font() -> bool:
    if debian.is_installed(FONTS):
        return True
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
