from django.db import migrations

from courtyard.money import spending_locks


class Migration(migrations.Migration):
    dependencies = [("money", "0006_spending")]
    operations = [migrations.RunPython(spending_locks.lock, spending_locks.unlock)]
