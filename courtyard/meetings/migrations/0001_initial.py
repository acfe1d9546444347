import courtyard.core.moves
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
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('draft', 'being prepared'), ('called', 'called'), ('finished', 'minutes ready for signing'), ('published', 'published'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('parties', models.CharField(max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(max_length=80)),
                ('planned_at', models.DateTimeField()),
                ('called_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('guests', models.CharField(blank=True, max_length=200)),
                ('summary', models.CharField(blank=True, max_length=1000)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('finished_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-starts_at', '-id'], name='meetings_of_an_estate')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number__gt', 0)), fields=('estate', 'kind', 'year', 'number'), name='meetings_a_number_is_given_once_a_year'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('estate', 'kind'), name='meetings_one_of_a_kind_is_prepared_at_a_time'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meetings_it_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['finished', 'published']), _negated=True), models.Q(models.Q(('digest', ''), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='meetings_what_is_minuted_has_a_digest'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='meetings_published_means_when_and_what'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='meetings_cancelled_means_why')],
            },
            bases=(courtyard.core.moves.Moving, models.Model),
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('comes_from', models.CharField(blank=True, max_length=80)),
                ('minutes', models.PositiveSmallIntegerField(default=10)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('about', models.UUIDField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('agreed', 'settled'), ('passed_on', 'passed on'), ('not_agreed', 'not agreed'), ('put_off', 'put off')], max_length=10)),
                ('ju_said', models.CharField(blank=True, max_length=500)),
                ('ye_said', models.CharField(blank=True, max_length=500)),
                ('wu_said', models.CharField(blank=True, max_length=500)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('put_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
            ],
            options={
                'indexes': [models.Index(fields=['meeting', 'position'], name='meetings_items_in_order'), models.Index(condition=models.Q(('about__isnull', False)), fields=['about'], name='meetings_about_a_matter')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('about__isnull', False)), fields=('meeting', 'about'), name='meetings_a_matter_is_put_on_an_agenda_once'), models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('words', ''), _negated=True), _connector='OR'), name='meetings_an_outcome_is_said_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('about__isnull', True), ('source', '')), models.Q(models.Q(('source', ''), _negated=True), ('about__isnull', False)), _connector='OR'), name='meetings_a_matter_says_what_it_is')],
            },
        ),
        migrations.CreateModel(
            name='PartyMark',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('ack', 'notice received'), ('signed', 'minutes signed')], max_length=6)),
                ('party', models.CharField(max_length=3)),
                ('name', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='meetings.meeting')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='meetings_marks_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'kind', 'party'), name='meetings_a_party_acknowledges_and_signs_once'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('kind', 'ack')), models.Q(('kind', 'signed'), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='meetings_a_signature_says_under_what')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=3)),
                ('name', models.CharField(max_length=40)),
                ('came', models.BooleanField()),
                ('why_not', models.CharField(blank=True, max_length=40)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='meetings.meeting')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='meetings_presences_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='meetings_nobody_comes_twice'), models.CheckConstraint(condition=models.Q(('came', False), ('why_not', ''), _connector='OR'), name='meetings_whoever_came_needs_no_reason')],
            },
        ),
    ]
