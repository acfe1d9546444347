"""QR codes as drawings, black on nothing; the quiet zone around them is the parts’ to keep."""

import segno

OVERLAP = "1.04"
"""A little more than a row's height: else a screen shows white hairlines between the rows."""


def qr(text: str, *, mask: int | None = None) -> str:
    """An SVG of the QR code, one unit a square. Error correction M: a crease or a stain does not hurt.

    A given `mask` (0 to 7) saves the search for the best of them where hundreds of random codes are drawn.
    """
    rows = [bytes(row) for row in segno.make_qr(text, error="m", mask=mask).matrix]
    runs = "".join(f"M{x} {y}.5h{length}" for y, row in enumerate(rows) for x, length in _runs(row))
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path d="{runs}" stroke="#000" stroke-width="{OVERLAP}"/></svg>'
    )


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark stretches of a row begin, and how long they are."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
