"""The bare floor: the smallest Django that checks a form and writes one row, on the same database and settings.

`python -m bench.floor` makes its table; `gunicorn bench.floor:application` serves it.
"""

import os

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from courtyard.config.environment import database

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="measured, and nothing else",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database(os.environ["COURTYARD_DATABASE"])},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        MIDDLEWARE=[],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()


class Request(models.Model):
    estate = models.IntegerField(db_index=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    email = models.EmailField()
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "floor"


class Form(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Request
        fields = ("estate", "title", "body", "email")


def create(request: HttpRequest) -> HttpResponse:
    form = Form(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=400)
    return HttpResponse(str(form.save().pk), status=201)


urlpatterns = [path("create/", create)]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Request)
