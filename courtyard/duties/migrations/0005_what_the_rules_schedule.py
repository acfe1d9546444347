from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0004_when_to_remind")]

    operations = [
        migrations.CreateModel(
            name="Scheduled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("up_to", models.UUIDField(blank=True, null=True)),
            ],
        ),
    ]
