from django.db import migrations

from courtyard.search import indexes


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(indexes.build, indexes.remove)]
