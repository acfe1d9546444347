from django.urls import path

from courtyard.services.permissions.standards import (
    may_drop_catalogue,
    may_end_catalogue,
    may_load_catalogue,
    may_publish_catalogue,
)
from courtyard.services.views import standards
from courtyard.web.access import only, public

ALL, ONE, AT = "standards/", "standards/<uuid:pk>/", "standards/at/<slug:code>/"

urlpatterns = [
    path(ALL, public(standards.standards), name="standards"),
    path(f"{ALL}template/", public(standards.template_file), name="template_file"),
    path(f"{AT}load/", only(may_load_catalogue)(standards.load_catalogue), name="load_catalogue"),
    path(f"{AT}keep/", only(may_load_catalogue)(standards.keep_catalogue), name="keep_catalogue"),
    path(ONE, public(standards.catalogue), name="catalogue"),
    path(f"{ONE}file/", public(standards.catalogue_file), name="catalogue_file"),
    path(f"{ONE}publish/", only(may_publish_catalogue)(standards.publish_catalogue), name="publish_catalogue"),
    path(f"{ONE}end/", only(may_end_catalogue)(standards.end_catalogue), name="end_catalogue"),
    path(f"{ONE}drop/", only(may_drop_catalogue)(standards.drop_catalogue), name="drop_catalogue"),
]  # fmt: skip
