from django.db import migrations

from courtyard.trail import locks


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(locks.lock, locks.unlock)]
