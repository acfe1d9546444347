import courtyard.core.moves
import courtyard.trail.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LooseFile',
            fields=[
                ('file', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=12)),
                ('state', models.CharField(choices=[('filed', 'waiting for the desk'), ('triaged', 'in progress'), ('resolved', 'waiting for the resident'), ('closed', 'closed')], default='filed', max_length=10)),
                ('category', models.CharField(max_length=40)),
                ('place_label', models.CharField(blank=True, max_length=120)),
                ('where', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('public', models.BooleanField(default=False)),
                ('urgent', models.BooleanField(default=False)),
                ('party', models.CharField(blank=True, choices=[('ju', 'residents’ committee'), ('ye', 'owners’ committee'), ('wu', 'property company')], max_length=2)),
                ('filed_at', models.DateTimeField()),
                ('triaged_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('rating', models.PositiveSmallIntegerField(blank=True, choices=[(4, 'very satisfied'), (3, 'satisfied'), (2, 'so-so'), (1, 'not satisfied')], null=True)),
                ('returns', models.PositiveSmallIntegerField(default=0)),
                ('rulebook', models.CharField(max_length=40)),
                ('rulebook_version', models.CharField(max_length=20)),
                ('rule', models.CharField(blank=True, max_length=40)),
                ('promise_amount', models.PositiveSmallIntegerField()),
                ('promise_unit', models.CharField(max_length=14)),
                ('turn', models.UUIDField(default=courtyard.trail.ids.new_id)),
                ('building', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.building')),
                ('common_part', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.commonpart')),
                ('entrance', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.entrance')),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('handler', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('home', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.home')),
                ('reporter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['reporter', '-filed_at', '-id'], name='cases_of_a_reporter'), models.Index(fields=['estate', 'state', 'due_at', 'id'], name='cases_by_due'), models.Index(fields=['estate', 'party', 'state', 'due_at', 'id'], name='cases_of_a_party_by_due'), models.Index(condition=models.Q(('public', True)), fields=['estate', '-filed_at', '-id'], name='cases_public'), models.Index(condition=models.Q(('handler__isnull', False)), fields=['handler', 'id'], name='cases_of_a_handler'), models.Index(condition=models.Q(('home__isnull', False)), fields=['home'], name='cases_at_a_home'), models.Index(condition=models.Q(('building__isnull', False)), fields=['building'], name='cases_at_a_building')],
                'constraints': [models.UniqueConstraint(fields=('estate', 'number'), name='cases_a_number_is_given_once_in_an_estate'), models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'triaged', 'resolved', 'closed'])), name='cases_a_case_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('handler__isnull', True), ('party', ''), ('state', 'filed'), ('triaged_at__isnull', True)), models.Q(models.Q(('state', 'filed'), _negated=True), ('party__in', ['ju', 'ye', 'wu']), ('triaged_at__isnull', False)), _connector='OR'), name='cases_nobody_leads_before_triage'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), ('resolved_at__isnull', False), _connector='OR'), name='cases_whoever_waits_for_the_resident_has_resolved'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='cases_closed_means_when'), models.CheckConstraint(condition=models.Q(('rating__isnull', True), models.Q(('rating__gte', 1), ('rating__lte', 4), ('state', 'closed')), _connector='OR'), name='cases_only_a_closed_case_is_rated'), models.CheckConstraint(condition=models.Q(('common_part__isnull', True), models.Q(('building__isnull', True), ('entrance__isnull', True), ('home__isnull', True)), _connector='OR'), name='cases_a_case_is_at_one_place'), models.CheckConstraint(condition=models.Q(('building__isnull', False), models.Q(('entrance__isnull', True), ('home__isnull', True)), _connector='OR'), name='cases_a_home_or_entrance_is_in_a_building'), models.CheckConstraint(condition=models.Q(('promise_amount__gt', 0)), name='cases_a_promise_is_some_time')],
            },
            bases=(courtyard.core.moves.Moving, models.Model),
        ),
        migrations.CreateModel(
            name='CasePhoto',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('file', models.CharField(max_length=120, unique=True)),
                ('thumbnail', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('added_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='cases.case')),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Serial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=4)),
                ('last', models.PositiveIntegerField(default=0)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('estate', 'month'), name='cases_one_serial_a_month_in_an_estate')],
            },
        ),
    ]
