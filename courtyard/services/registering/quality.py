"""What lower floors show of quality for price, and what the clerk reckons each night."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models import Motion
from courtyard.people.models import Person
from courtyard.places.models import Estate, Node
from courtyard.services.chores import quality as chores
from courtyard.services.models import QualityFigure
from courtyard.services.permissions.quality import ABOUT_SERVICE, may_see_peers
from courtyard.services.queries.figures import last_finished
from courtyard.services.showing_quality import points, said
from courtyard.trail.registers import ClerksChore
from courtyard.trail.registers import chores as clerks_chores
from courtyard.web.registers import Panel, Tab, tabs
from courtyard.web.registers import panels as on_pages


def address(request: HttpRequest) -> str | None:
    """Quality of the estate whose hat is worn."""
    hat = getattr(request, "hat", None)
    return reverse("services:quality", args=[hat.node.code]) if hat and hat.node and hat.estate_id else None


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The way to the page, with the newest index, for everybody."""
    quarter = last_finished(estate, now())
    whole = QualityFigure.objects.filter(estate=estate.pk, quarter=str(quarter), field="").first()
    return {"estate": estate, "index": points(whole.milli) if whole and whole.enough else None}


def link(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """On the phone the tab is not in the bar: its way is on the first page."""
    return {"code": hat.node.code} if hat is not None and hat.estate_id else None


def on_motion(request: HttpRequest, motion: Motion) -> Mapping[str, Any] | None:
    """For whoever prepares a motion about the company or its fee: figures can go with it."""
    if motion.matter not in ABOUT_SERVICE:
        return None
    estate = Estate.objects.select_related("node").get(pk=motion.estate_id)
    quarter = last_finished(estate, now())
    if not QualityFigure.objects.filter(estate=estate.pk, quarter=str(quarter), field="").exists():
        return None
    attached = motion.attachments.filter(name__contains=str(quarter)).exists()
    return {"code": estate.code, "motion": motion, "quarter": said(quarter), "attached": attached}


def on_node(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    if not isinstance(request.user, Person) or not may_see_peers(request.user, node, now()):
        return None
    return {"node": node}


def register() -> None:
    """Called once, when all models are there."""
    clerks_chores.add(ClerksChore("services.quality", timedelta(minutes=30), chores.reckon_quality))
    tabs.add(Tab("quality", pgettext_lazy("tab", "Quality"), "coin", address, order=34, on_phone=False))
    on_pages.add(Panel("services.quality", "estate", "services/_quality_page.html", on_estate, order=20))
    on_pages.add(Panel("services.attach_quality", "motion", "services/_attach_quality.html", on_motion, order=10))
    on_pages.add(Panel("services.peers", "node", "services/_peers_node.html", on_node, order=8))
    on_pages.add(Panel("services.quality_link", "home.more", "services/_quality_link.html", link, order=16))
