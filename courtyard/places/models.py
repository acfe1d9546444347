"""The tree (city → district → sub-district → residential area → estate), buildings, entrances, homes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.trail.ids import new_id

PATH_MAX = 400


class NodeQuerySet(models.QuerySet["Node"]):
    def under(self, node: "Node") -> "NodeQuerySet":
        """The node and everything below it."""
        return self.filter(path__startswith=node.path)

    def above(self, node: "Node") -> "NodeQuerySet":
        """The node and everything it lies in, city first."""
        return self.filter(path__in=node.paths()).order_by("path")


class Node(models.Model):
    """A place that can be governed. `path` holds the codes from the root down, each ended by a slash."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        DISTRICT = "district", _("district")
        SUBDISTRICT = "subdistrict", _("sub-district")
        AREA = "area", _("residential area")
        ESTATE = "estate", _("estate")

    id = models.UUIDField(primary_key=True, default=new_id)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=PATH_MAX, unique=True)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    rulebook = models.CharField(max_length=40, default="cn-shanghai")

    objects = NodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="places_only_the_root_has_no_parent", condition=Q(kind="city") | Q(parent__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["parent", "name"], name="places_node_children")]

    def __str__(self) -> str:
        return self.name

    def paths(self) -> list[str]:
        """The paths of this node and of everything it lies in."""
        codes = self.path.strip("/").split("/")
        return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


class Estate(models.Model):
    """A node of kind estate, and what only an estate has. Its key is the node's.

    `site_office` says whether the property company has an office there: then its people must be on site sooner.
    """

    class Kind(models.TextChoices):
        AFTER_SALE_PUBLIC = "after_sale_public", _("after-sale public housing")
        COMMODITY = "commodity", _("commodity housing")
        AFFORDABLE = "affordable", _("affordable housing")
        MIXED = "mixed", _("mixed housing")
        OTHER = "other", pgettext_lazy("kind of estate", "other")

    node = models.OneToOneField(Node, models.PROTECT, primary_key=True, related_name="estate")
    kind = models.CharField(max_length=20, choices=Kind)
    address = models.CharField(max_length=200, blank=True)
    desk_place = models.CharField(max_length=120, blank=True)
    desk_phone = models.CharField(max_length=40, blank=True)
    own_rules = models.PositiveSmallIntegerField(default=0)
    site_office = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.node.name

    @property
    def code(self) -> str:
        return self.node.code


class EstateRules(models.Model):
    """A version of an estate's own rules: which of the open rules it set for itself, with clause and page.

    `items` is {rule: {amount, unit, clause, page}}. Versions are numbered from 1 and never change; the newest is
    `Estate.own_rules`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    adopted_on = models.DateField()
    items = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "number"], name="places_own_rules_are_numbered_in_an_estate"),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Building(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    lifts = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    batch = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "name"], name="places_a_building_has_one_name_in_its_estate"),
        ]
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Entrance(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, related_name="entrances")
    name = models.CharField(max_length=40)
    batch = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "building", "name"], name="places_an_entrance_has_one_name_in_its_building"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommonPart(models.Model):
    """A place everybody shares: the garden, the east gate, the garage."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="common_parts")
    name = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "name"], name="places_a_common_part_has_one_name_in_its_estate"),
        ]
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class HomeQuerySet(models.QuerySet["Home"]):
    def with_place(self) -> "HomeQuerySet":
        return self.select_related("building", "entrance")


class Home(models.Model):
    """A row of the register: a dwelling, a shop, a parking space. An unknown area is None, never nought.

    `batch` names the import that brought the home, `area_batch` the one that brought its area later. Whoever changes
    one of them by hand clears it: from then on the import cannot take it back.
    """

    class Use(models.TextChoices):
        DWELLING = "dwelling", _("dwelling")
        SHOP = "shop", _("shop")
        PARKING = "parking", _("parking space")
        STORAGE = "storage", _("storage")
        OTHER = "other", pgettext_lazy("use of a home", "other")

    # Whether parking and storage count is for each estate's own rules to say; until they do, they do not.
    COUNTING = (Use.DWELLING, Use.SHOP, Use.OTHER)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="homes")
    building = models.ForeignKey(Building, models.PROTECT, related_name="homes")
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="homes")
    name = models.CharField(max_length=40)
    area_cm2 = models.BigIntegerField(null=True, blank=True)
    use = models.CharField(max_length=10, choices=Use, default=Use.DWELLING)
    counts_for_vote = models.BooleanField(default=True)
    sold = models.BooleanField(default=True)
    delivered_on = models.DateField(null=True, blank=True)
    delivered = models.BooleanField(default=True)
    batch = models.UUIDField(null=True, blank=True, editable=False)
    area_batch = models.UUIDField(null=True, blank=True, editable=False)

    objects = HomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "building", "name"],
                condition=Q(entrance__isnull=True),
                name="places_a_home_has_one_name_in_its_building",
            ),
            models.UniqueConstraint(
                fields=["estate", "building", "entrance", "name"],
                condition=Q(entrance__isnull=False),
                name="places_a_home_has_one_name_at_its_entrance",
            ),
            models.CheckConstraint(
                name="places_a_known_area_is_more_than_nought", condition=Q(area_cm2__isnull=True) | Q(area_cm2__gt=0)
            ),
            models.CheckConstraint(
                name="places_a_day_of_delivery_means_delivered",
                condition=Q(delivered_on__isnull=True) | Q(delivered=True),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "batch"], name="places_home_batch", condition=Q(batch__isnull=False)),
            models.Index(
                fields=["estate", "area_batch"], name="places_home_area_batch", condition=Q(area_batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """12号楼2单元302室 — needs building and entrance at hand (`with_place`)."""
        return label(self.building.name, self.entrance.name if self.entrance else "", self.name)

    @property
    def room(self) -> str:
        """302室: the number on the door, a name as it is."""
        return label("", "", self.name)


def label(building: str, entrance: str, name: str) -> str:
    """What a home is called, by the names of its building and entrance."""
    room = f"{name}室" if name.isdigit() else name
    return f"{building}{entrance}{room}"
