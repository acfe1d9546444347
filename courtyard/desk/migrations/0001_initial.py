import courtyard.trail.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0002_own_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('place', models.CharField(max_length=80)),
                ('starts_at', models.DateTimeField()),
                ('wanted', models.PositiveSmallIntegerField()),
                ('party', models.CharField(max_length=3)),
                ('state', models.CharField(choices=[('open', 'helpers wanted'), ('done', 'done, with thanks'), ('cancelled', 'cancelled')], default='open', max_length=10)),
                ('offered_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('thanks', models.CharField(blank=True, max_length=200)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('offered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-starts_at', '-id'], name='desk_tasks_of_an_estate')],
                'constraints': [models.CheckConstraint(condition=models.Q(('wanted__gt', 0)), name='desk_somebody_is_wanted'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('thanks', ''), _negated=True)), _connector='OR'), name='desk_an_ended_task_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Helper',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('taken_at', models.DateTimeField()),
                ('thanked_at', models.DateTimeField(blank=True, null=True)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='helpers', to='desk.task')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-taken_at'], name='desk_tasks_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('task', 'person'), name='desk_nobody_takes_a_task_on_twice')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('visit', 'a visit to the desk'), ('phone', 'a telephone call to the desk'), ('patrol', 'a joint patrol'), ('reception', 'reception of owners'), ('call', 'a call to a party')], max_length=10)),
                ('parties', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('words', models.CharField(max_length=1000)),
                ('logged_at', models.DateTimeField()),
                ('case_number', models.CharField(blank=True, max_length=12)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('about', models.UUIDField(blank=True, null=True)),
                ('title', models.CharField(blank=True, max_length=80)),
                ('duty', models.UUIDField(blank=True, null=True)),
                ('building', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.building')),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-at', '-id'], name='desk_log_of_an_estate'), models.Index(condition=models.Q(('about__isnull', False)), fields=['about', '-at'], name='desk_calls_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('about__isnull', True), ('source', '')), models.Q(models.Q(('source', ''), _negated=True), ('about__isnull', False)), _connector='OR'), name='desk_a_call_is_about_something'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='desk_what_is_logged_is_said')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=3)),
                ('title', models.CharField(max_length=80)),
                ('words', models.CharField(max_length=1000)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('duty', models.UUIDField()),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-asked_at', '-id'], name='desk_questions_of_an_estate')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='desk_an_answer_says_something'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='desk_an_answer_is_due_after_it_is_asked')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=3)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dropped_at__isnull', True)), fields=['estate', 'starts_at'], name='desk_roster_of_an_estate'), models.Index(condition=models.Q(('dropped_at__isnull', True)), fields=['person', 'starts_at'], name='desk_shifts_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='desk_a_shift_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True)), fields=('person', 'starts_at'), name='desk_nobody_begins_twice_at_once'), models.CheckConstraint(condition=models.Q(('dropped_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='desk_a_dropped_shift_says_why')],
            },
        ),
    ]
