from django.urls import path

from courtyard.places import permissions, views
from courtyard.web.access import only, public, signed_in

app_name = "places"
urlpatterns = [
    path("tree/", public(views.tree), name="trees"),
    path("tree/<slug:code>/", public(views.tree), name="tree"),
    path("tree/<slug:code>/add/", only(permissions.may_add_node)(views.add_node), name="add_node"),
    path("tree/<slug:code>/add-estate/", only(permissions.may_add_estate)(views.add_estate), name="add_estate"),
    path("e/<slug:code>/rules/", public(views.rules), name="rules"),
    path("e/<slug:code>/rules/adopt/", only(permissions.may_adopt_rules)(views.adopt_rules), name="adopt_rules"),
    path("e/<slug:code>/register/", only(permissions.may_see_register)(views.register), name="register"),
    path(
        "e/<slug:code>/register/buildings/add/",
        only(permissions.may_add_building)(views.add_building),
        name="add_building",
    ),
    path(
        "e/<slug:code>/register/common-parts/add/",
        only(permissions.may_add_common_part)(views.add_common_part),
        name="add_common_part",
    ),
    path(
        "e/<slug:code>/register/site-office/",
        only(permissions.may_set_site_office)(views.set_site_office),
        name="set_site_office",
    ),
    path(
        "e/<slug:code>/register/buildings/<uuid:pk>/",
        only(permissions.may_see_register)(views.building),
        name="building",
    ),
    path(
        "e/<slug:code>/register/buildings/<uuid:pk>/entrances/add/",
        only(permissions.may_add_entrance)(views.add_entrance),
        name="add_entrance",
    ),
    path(
        "e/<slug:code>/register/buildings/<uuid:pk>/homes/add/",
        only(permissions.may_add_home)(views.add_home),
        name="add_home",
    ),
    path("e/<slug:code>/homes/<uuid:pk>/", signed_in(views.home), name="home"),
    path(
        "e/<slug:code>/homes/<uuid:pk>/correct/",
        only(permissions.may_correct_home)(views.correct_home),
        name="correct_home",
    ),
]
