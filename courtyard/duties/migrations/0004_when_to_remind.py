from datetime import UTC, datetime
from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

OPEN = Q(done_at__isnull=True, excused_at__isnull=True, withdrawn_at__isnull=True)


def when_it_is_due(apps: Any, schema_editor: Any) -> None:
    """What was owed before is reminded of when it is due."""
    apps.get_model("duties", "Duty").objects.update(remind_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_what_shows_it_may_be_a_thing")]

    operations = [
        migrations.RemoveIndex(model_name="duty", name="duties_to_remind_of"),
        migrations.RemoveField(model_name="duty", name="reminded"),
        migrations.AddField(
            model_name="duty",
            name="remind_at",
            field=models.DateTimeField(default=datetime(2000, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.RunPython(when_it_is_due, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(condition=OPEN, fields=["due_at"], name="duties_open_by_the_clock"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(condition=OPEN, fields=["remind_at", "id"], name="duties_to_remind_of"),
        ),
    ]
