"""What import-linter cannot see: foreign keys by name, templates and URL names, and an app it was not told of."""

import re
from collections.abc import Iterator

from django.apps import apps

from guards.tree import PACKAGE, TEMPLATES, contract, name

FLOOR = {
    app.strip(" ()"): height
    for height, names in enumerate(reversed(contract("floors")["layers"]))
    for app in names.split("|")
}
TEMPLATE_REFERENCE = re.compile(r"""{%\s*(?:include|extends|url)\s+["'](\w+)[/:]""")
WITHOUT_ROOMS = {"config", "core", "demo"}


def reaches_up(app: str, other: str) -> bool:
    return app != other and FLOOR[other] >= FLOOR[app]


def foreign_keys() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target and not field.auto_created:
                yield str(field), model._meta.app_label, target._meta.app_label


def test_foreign_keys_point_down() -> None:
    upward = [
        field for field, app, other in foreign_keys() if app in FLOOR and other in FLOOR and reaches_up(app, other)
    ]

    assert upward == []


def test_templates_reach_down() -> None:
    upward = [
        f"{name(template)} -> {other}"
        for template in TEMPLATES
        for other in TEMPLATE_REFERENCE.findall(template.read_text(encoding="utf-8"))
        if (app := template.relative_to(PACKAGE).parts[0]) in FLOOR and other in FLOOR and reaches_up(app, other)
    ]

    assert upward == []


def test_every_app_is_in_the_rooms_contract() -> None:
    here = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - WITHOUT_ROOMS

    assert {f"courtyard.{app}" for app in here} == set(contract("rooms")["containers"])
