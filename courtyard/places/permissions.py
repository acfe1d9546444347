"""Who may change and see places. What an office allows is told from the floor that knows offices."""

from datetime import datetime
from typing import Any

from courtyard.places.models import Estate, Node
from courtyard.places.registers import rights


def _holds(right: str, person: Any, node: Node, at: datetime) -> bool:
    return right in rights and rights[right].held(person, node, at)


def may_add_node(person: Any, parent: Node | None, at: datetime) -> bool:
    """Offices above, each in its own part of the tree; the root is laid by the clerk. Nothing lies below an estate."""
    if parent and parent.kind == Node.Kind.ESTATE:
        return False
    return _holds("shape_tree", person, parent or Node(path="/"), at)


def may_add_estate(person: Any, parent: Node, at: datetime) -> bool:
    return may_add_node(person, parent, at)


def may_see_register(person: Any, estate: Estate, at: datetime) -> bool:
    return _holds("see_register", person, estate.node, at)


def may_keep_register(person: Any, estate: Estate, at: datetime) -> bool:
    return _holds("keep_register", person, estate.node, at)


def may_adopt_rules(person: Any, estate: Estate, at: datetime) -> bool:
    """Whoever writes down for the owners what they decided for themselves."""
    return _holds("adopt_rules", person, estate.node, at)


may_add_building = may_add_entrance = may_add_common_part = may_set_site_office = may_keep_register
may_add_home = may_add_homes = may_correct_home = may_fill_areas = may_take_back_homes = may_keep_register
