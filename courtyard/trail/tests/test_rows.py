"""A row that one deed holds lets others write what belongs to it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from courtyard.conftest import Court
from courtyard.places.models import Estate
from courtyard.places.tests import build
from courtyard.trail.rows import locked

PATIENCE_S = 20

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one transaction at a time"),
]


def test_while_an_estate_is_locked_what_points_to_it_is_written(court: Court) -> None:
    """PostgreSQL looks at foreign keys at the end, after the lines are sealed: who waits there may wait in a ring."""

    def write() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            build.building(court.estate, "9号楼")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        locked(Estate.objects, court.estate.pk)
        pool.submit(write).result(PATIENCE_S)
