from django.urls import path, register_converter

from courtyard.services.permissions.quality import (
    may_attach_quality,
    may_load_peers,
    may_see_peers,
    may_take_back_peers,
)
from courtyard.services.views import peers, quality
from courtyard.web.access import only, public


class QuarterConverter:
    regex = "[0-9]{4}Q[1-4]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(QuarterConverter, "quarter")
QUALITY = "e/<slug:code>/quality/"
PEERS = "tree/<slug:code>/peers/"

urlpatterns = [
    path(QUALITY, public(quality.quality), name="quality"),
    path(f"{QUALITY}method/", public(quality.quality_method), name="quality_method"),
    path(f"{QUALITY}<quarter:quarter>/", public(quality.quality), name="quality_of_quarter"),
    path(f"{QUALITY}<quarter:quarter>/requests/", public(quality.quality_requests), name="quality_requests"),
    path(f"{QUALITY}attach/<uuid:motion>/", only(may_attach_quality)(quality.attach_quality), name="attach_quality"),
    path(PEERS, only(may_see_peers)(peers.peers), name="peers"),
    path(f"{PEERS}load/", only(may_load_peers)(peers.load_peers), name="load_peers"),
    path(f"{PEERS}template.csv", only(may_see_peers)(peers.peers_template), name="peers_template"),
    path(f"{PEERS}<uuid:pk>/take-back/", only(may_take_back_peers)(peers.take_back_peers), name="take_back_peers"),
    path(f"{QUALITY}<quarter:quarter>/figures.csv", public(quality.quality_file), name="quality_file"),
]
