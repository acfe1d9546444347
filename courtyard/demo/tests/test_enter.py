"""The demo's door: one tap for the cast, and no door at all outside the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from courtyard.conftest import Court
from courtyard.demo.queries import cast_there, person_of, sign_in_name
from courtyard.people.models import SignInName


@pytest.fixture
def gui(court: Court) -> Court:
    SignInName.objects.create(value=sign_in_name("gui"), person=court.lin)
    return court


def test_one_tap_signs_in_as_a_persona(client: Client, gui: Court) -> None:
    response = client.post("/demo/enter/", {"persona": "gui"})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(gui.lin.pk)


@pytest.mark.parametrize("persona", ["", "mei", "lin", "gui' OR 1=1"])
def test_nobody_enters_as_somebody_who_is_not_there(client: Client, gui: Court, persona: str) -> None:
    response = client.post("/demo/enter/", {"persona": persona})

    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_only_those_in_the_story_are_shown(gui: Court) -> None:
    assert [persona.key for persona in cast_there()] == ["gui"]
    assert person_of("gui") == gui.lin


@pytest.mark.django_db
def test_outside_the_demo_the_door_does_not_exist(client: Client, settings: object, gui: Court) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    assert client.post("/demo/enter/", {"persona": "gui"}).status_code == 404


def test_outside_the_demo_there_is_no_such_address(tmp_path: Path) -> None:
    ask = "import django; django.setup(); from courtyard.demo.urls import urlpatterns; print(len(urlpatterns))"
    production = {
        "COURTYARD_SECRET_KEY": "a key that only this test knows, and it is long enough",
        "COURTYARD_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "courtyard.config.settings",
        "PATH": os.environ["PATH"],
    }

    answer = subprocess.run([sys.executable, "-c", ask], env=production, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "0"
