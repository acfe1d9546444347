from django.db import migrations

from courtyard.disclosure import triggers


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("trail", "0002_locks")]
    operations = [migrations.RunPython(triggers.lock, triggers.unlock)]
