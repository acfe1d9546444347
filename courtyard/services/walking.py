"""What the page of a round takes along on the phone: its items, addresses, limits, and every sentence it may say."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from courtyard.services.models import Finding, Item, Round
from courtyard.services.models.inspection import PHOTOS_MAX
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.queries.inspections import count

MODULES = ("services/store.js", "services/outbox.js", "services/pictures.js")


def for_phone(one: Round, items: Sequence[Item], found: Mapping[UUID, Finding], number: int) -> dict[str, Any]:
    """`frame` takes the place of the usual one: this page stays on the phone, and tells nothing of its reader."""
    cells = [(place, found.get(item.pk)) for place, item in enumerate(items, start=1)]
    return {
        "estate": one.estate, "round": one, "cells": cells, "number": number + 1, "total": len(items),
        "all": count(list(found.values())), "rows": _rows(items, found), "left": len(items) - len(found),
        "data": json.dumps(_data(one, items), ensure_ascii=False),
        "frame": {"who": one.person_id.hex, "home": resolve_url(settings.LOGIN_REDIRECT_URL)},
    }  # fmt: skip


def _rows(items: Sequence[Item], found: Mapping[UUID, Finding]) -> list[tuple[int, Item, Finding]]:
    """What is found already, the last first."""
    there = [(place, item, found[item.pk]) for place, item in enumerate(items, start=1) if item.pk in found]
    return sorted(there, key=lambda row: row[2].seen_at, reverse=True)


def _data(one: Round, items: Sequence[Item]) -> dict[str, Any]:
    """As JSON in an attribute: the page's policy lets no script stand in it."""
    return {
        "round": one.pk.hex,
        "items": [
            {
                "id": item.pk.hex, "what": item.what, "how": item.how, "passes": item.passes,
                "about": _about(item), "category": item.category,
            }
            for item in items
        ],
        "at": _addresses(one),
        "modules": [static(path) for path in MODULES],
        "most": {"photos": PHOTOS_MAX, "note": WORDS_MAX},
        "says": _sentences(),
    }  # fmt: skip


def _about(item: Item) -> str:
    return gettext("{field}, {often}").format(field=item.get_field_display(), often=item.often)


def _addresses(one: Round) -> dict[str, str]:
    code = one.estate.code
    names = {
        "state": "round_state", "findings": "record_finding", "photos": "add_photo", "finish": "finish_round",
        "walk": "walk_round", "done": "round",
    }  # fmt: skip
    at = {key: reverse(f"services:{name}", args=[code, one.pk]) for key, name in names.items()}
    at["rounds"] = reverse("services:rounds", args=[code])
    at["worker"] = reverse("services:round_worker", args=[code])
    at["sign_in"] = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': at['walk']})}"
    return at


def _sentences() -> dict[str, Any]:
    return _of_the_network() | _of_an_item()


def _of_the_network() -> dict[str, Any]:
    """A pair is for one and for several."""
    return {
        "offline": (
            ngettext("No network, {n} item is not sent yet", "No network, {n} items are not sent yet", 1),
            ngettext("No network, {n} item is not sent yet", "No network, {n} items are not sent yet", 2),
        ),
        "offline_none": gettext("No network, and everything is sent"),
        "safe": gettext(
            "It is all kept on this phone, even if it is switched off. It goes by itself when there is a network; you "
            "need not do it again."
        ),
        "safe_none": gettext("You can go on: what you enter stays on this phone until there is a network."),
        "sending": (
            ngettext("Sending, {n} item to go", "Sending, {n} items to go", 1),
            ngettext("Sending, {n} item to go", "Sending, {n} items to go", 2),
        ),
        "waiting": (
            ngettext("{n} item is not sent yet", "{n} items are not sent yet", 1),
            ngettext("{n} item is not sent yet", "{n} items are not sent yet", 2),
        ),
        "sent": gettext("Everything is sent"),
        "sent_more": gettext("What you enter is kept on this phone and sent at once."),
        "signed_out": gettext("You are signed out. Nothing is lost: it is all kept on this phone. Sign in to send it."),
        "gone": gettext(
            "This round is not yours, or not there any more. What is kept on this phone stays on it. Ask whoever runs "
            "your estate’s Courtyard."
        ),
        "trouble": gettext("The server does not answer as it should. It is all kept on this phone; try again later."),
        "refused": gettext("Not accepted: {what}. {why}"),
        "dropped": gettext("This round was dropped and takes nothing any more."),
        "no_store": gettext(
            "This browser keeps nothing for later. Each item is sent at once, so you need a network here."
        ),
        "finishing": gettext("The round will be finished when everything has arrived."),
    }


def _of_an_item() -> dict[str, Any]:
    return {
        "number": gettext("Item {n} of {m}"),
        "tally": gettext("{passes} pass, {fails} fail"),
        "next": gettext("Keep it, look at item {n}"),
        "last": gettext("Keep this item"),
        "pass": gettext("Item {n} passes"), "fail": gettext("Item {n} fails"),
        "unseen": gettext("Item {n} could not be looked at"), "open": gettext("Item {n} is still to look at"),
        "current": gettext("You are at item {n}"),
        "kept": (
            ngettext("{n} item kept on this phone", "{n} items kept on this phone", 1),
            ngettext("{n} item kept on this phone", "{n} items kept on this phone", 2),
        ),
        "weight": (
            ngettext("{n} photo, {mb} MB", "{n} photos, {mb} MB", 1),
            ngettext("{n} photo, {mb} MB", "{n} photos, {mb} MB", 2),
        ),
        "row": gettext("item {n}, {time}, {state}"),
        "row_photos": (
            ngettext("item {n}, {time}, {photos} photo, {state}", "item {n}, {time}, {photos} photos, {state}", 1),
            ngettext("item {n}, {time}, {photos} photo, {state}", "item {n}, {time}, {photos} photos, {state}", 2),
        ),
        "is_sent": gettext("sent"), "is_kept": gettext("not sent"), "is_refused": gettext("not accepted"),
        "photo": gettext("Photo {n} of {what}"), "taken": gettext("{time}, kept on this phone"),
        "take_away": gettext("Take photo {n} away"), "take_one": gettext("Take a photo"),
        "take_more": gettext("Take another"), "too_many": gettext("An item has {n} photos at most."),
        "no_picture": gettext("This phone cannot open that file as a photo. Choose a JPEG, or take a new photo."),
        "choose": gettext("Choose whether it passes, fails, or could not be looked at."),
        "say_why": gettext("Say in a few words what is wrong, or why it could not be looked at."),
        "say_faces": gettext("Look at the photos, and say whether a face, a door number or a number plate is in them."),
        "choose_category": gettext("Choose what it is about, so that it comes to those who can put it right."),
        "too_long": gettext("You wrote {n} characters, and there is room for {most}."),
        "full": gettext("This phone has no room left, so nothing was kept. Free some room and try again."),
    }  # fmt: skip
