"""Drawn photographs: a dark stair, a wet floor, a pile of things, and how it looks when it is put right."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 600)
Scene = Callable[[ImageDraw.ImageDraw, Random, bool], None]


def stair(draw: ImageDraw.ImageDraw, chance: Random, well: bool) -> None:
    far, near, step = ("#e9e2cf", "#d6ccb3", "#b9ad90") if well else ("#2b302d", "#3a403c", "#4d534e")
    draw.rectangle((0, 0, *SIZE), fill=far)
    draw.polygon([(0, 0), (280, 0), (430, 150), (430, 390), (0, 600)], fill=near)
    draw.polygon([(960, 0), (680, 0), (530, 150), (530, 390), (960, 600)], fill=near)
    for number in range(5):
        inset = 440 - number * 60
        draw.rectangle((inset, 420 + number * 36, 960 - inset, 450 + number * 36), fill=step)
    draw.ellipse((445, 40, 515, 110), fill="#fff8df" if well else "#5a605b")


def wet(draw: ImageDraw.ImageDraw, chance: Random, well: bool) -> None:
    draw.rectangle((0, 0, 960, 330), fill="#d9d4c6")
    draw.rectangle((0, 330, *SIZE), fill="#a8a494")
    if well:
        return
    for _ in range(7):
        x, y, r = chance.randrange(100, 800), chance.randrange(380, 540), chance.randrange(60, 190)
        draw.ellipse((x, y, x + r * 2, y + r // 2), fill="#7c8a92")
    draw.polygon([(420, 0), (560, 0), (520, 250), (450, 300)], fill="#b3a886")


def pile(draw: ImageDraw.ImageDraw, chance: Random, well: bool) -> None:
    draw.rectangle((0, 0, 960, 380), fill="#e2dccb")
    draw.rectangle((0, 380, *SIZE), fill="#b8b19d")
    for _ in range(0 if well else 9):
        x, y = chance.randrange(120, 700), chance.randrange(180, 380)
        w, h = chance.randrange(80, 220), chance.randrange(80, 200)
        draw.rectangle((x, y, x + w, y + h), fill=chance.choice(("#8c6f4a", "#6c7a58", "#7d6a77", "#a4884f")))


def trees(draw: ImageDraw.ImageDraw, chance: Random, well: bool) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#cfdde3")
    draw.rectangle((560, 40, 960, 600), fill="#d8d0bd")
    for number in range(3):
        draw.rectangle((640, 90 + number * 170, 880, 190 + number * 170), fill="#6f7f88")
    for _ in range(14 if well else 40):
        x, y, r = chance.randrange(0, 420 if well else 760), chance.randrange(40, 420), chance.randrange(40, 90)
        draw.ellipse((x, y, x + r * 2, y + r * 2), fill=chance.choice(("#3f6b4a", "#4f7d55", "#5e8a5a")))
    draw.rectangle((200, 380, 240, 600), fill="#6a5238")


def wall(draw: ImageDraw.ImageDraw, chance: Random, well: bool) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#c9b79a")
    for row in range(10):
        for column in range(12):
            gone = not well and chance.random() < 0.12
            box = (column * 80 + 3, row * 60 + 3, column * 80 + 77, row * 60 + 57)
            draw.rectangle(box, fill="#8f8a80" if gone else "#d8c8ab")


SCENES: dict[str, Scene] = {"lamp": stair, "leak": wet, "clutter": pile, "tree": trees, "wall": wall}


def photograph(scene: str, chance: Random, *, well: bool) -> bytes:
    """A drawn picture of a scene, before (`well` is False) or after it was put right, as JPEG bytes."""
    image = Image.new("RGB", SIZE)
    SCENES[scene](ImageDraw.Draw(image), chance, well)
    stream = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(2)).save(stream, "JPEG", quality=80)
    return stream.getvalue()
