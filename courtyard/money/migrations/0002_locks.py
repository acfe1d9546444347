from django.db import migrations

from courtyard.money import spending_locks, triggers


class Migration(migrations.Migration):
    dependencies = [("money", "0001_initial"), ("trail", "0002_locks")]
    operations = [
        migrations.RunPython(triggers.lock, triggers.unlock),
        migrations.RunPython(spending_locks.lock, spending_locks.unlock),
    ]
