"""What goes into a bundle as it stands, and runs without us."""

from pathlib import Path

RECOUNT = Path(__file__).with_name("recount.py")


def source() -> bytes:
    """The stand-alone file, byte for byte."""
    return RECOUNT.read_bytes()
