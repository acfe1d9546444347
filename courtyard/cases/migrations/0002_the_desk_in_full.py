import courtyard.trail.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '__first__'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContractPromise',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('category', models.CharField(max_length=40)),
                ('clock', models.CharField(choices=[('first_contact', 'first contact'), ('on_site', 'on site'), ('resolved', 'resolved')], max_length=13)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(max_length=14)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('cites', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cases_a_contract_promises_some_time'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='cases_a_contract_promise_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('me_too', models.BooleanField(default=False)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('category', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=60)),
                ('words', models.CharField(max_length=500)),
                ('planned', models.BooleanField(default=False)),
                ('starts_at', models.DateTimeField()),
                ('expected_until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('announced_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expected_until__gt', models.F('starts_at'))), name='cases_an_incident_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='IncidentBuilding',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='IncidentFollow',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('why', models.CharField(choices=[('parts', 'parts have to come'), ('resident', 'the resident is away, or asked for another day'), ('weather', 'the weather has to allow it'), ('decision', 'the owners have to decide first'), ('permit', 'an authority or utility has to act first'), ('closed', 'it was closed')], max_length=8)),
                ('start', models.DateTimeField()),
                ('planned_end', models.DateTimeField()),
                ('end', models.DateTimeField()),
            ],
            options={
                'ordering': ['start', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='cases_a_pause_does_not_end_before_it')],
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('deed', models.CharField(choices=[('triage', 'when assigning'), ('answer', 'for an update'), ('resolve', 'when it is resolved'), ('decline', 'when it is not ours to do')], max_length=8)),
                ('category', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=40)),
                ('words', models.CharField(max_length=500)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30)),
                ('query', models.CharField(max_length=300)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_a_case_is_in_a_known_state',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_nobody_leads_before_triage',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='cases_closed_means_when',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='cases_of_a_reporter',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='cases_at_a_building',
        ),
        migrations.AddField(
            model_name='case',
            name='about',
            field=models.CharField(blank=True, choices=[('ju', 'residents’ committee'), ('ye', 'owners’ committee'), ('wu', 'property company'), ('jie', 'sub-district')], max_length=3),
        ),
        migrations.AddField(
            model_name='case',
            name='caller',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='case',
            name='channel',
            field=models.CharField(choices=[('web', 'by themselves'), ('counter', 'at the counter'), ('phone', 'by telephone'), ('patrol', 'on a patrol')], default='web', max_length=7),
        ),
        migrations.AddField(
            model_name='case',
            name='circle',
            field=models.CharField(choices=[('desk', 'the joint desk'), ('ju', 'only the residents’ committee'), ('above', 'only the sub-district')], default='desk', max_length=5),
        ),
        migrations.AddField(
            model_name='case',
            name='climbed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='contact_due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='contacted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='duplicate_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='cases.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='held_since',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='helping',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='case',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(0, 'the joint desk'), (1, 'the convenor'), (2, 'the sub-district')], default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='name_agreed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='name_hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='on_site_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='on_site_due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='paused_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='public_words',
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='case',
            name='signer',
            field=models.CharField(blank=True, choices=[('ju', 'residents’ committee'), ('ye', 'owners’ committee'), ('wu', 'property company'), ('jie', 'sub-district')], max_length=3),
        ),
        migrations.AddField(
            model_name='case',
            name='taken_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='case',
            name='voices',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='casephoto',
            name='hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='case',
            name='party',
            field=models.CharField(blank=True, choices=[('ju', 'residents’ committee'), ('ye', 'owners’ committee'), ('wu', 'property company'), ('jie', 'sub-district')], max_length=3),
        ),
        migrations.AlterField(
            model_name='case',
            name='reporter',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('filed', 'waiting for the desk'), ('triaged', 'in progress'), ('paused', 'on hold'), ('signing', 'waiting for a second signature'), ('resolved', 'waiting for the resident'), ('closed', 'closed'), ('declined', 'not ours to do'), ('duplicate', 'merged into another'), ('withdrawn', 'withdrawn')], default='filed', max_length=10),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('reporter__isnull', False)), fields=['reporter', '-filed_at', '-id'], name='cases_of_a_reporter'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['filed', 'triaged', 'signing'])), fields=['estate', 'due_at', 'id'], name='cases_running_by_due'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['filed', 'triaged', 'signing'])), fields=['level', 'due_at', 'id'], name='cases_that_may_climb'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'resolved')), fields=['state', 'resolved_at'], name='cases_unanswered'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'paused')), fields=['paused_until'], name='cases_on_hold'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('building__isnull', False)), fields=['building', '-filed_at'], name='cases_at_a_building'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'triaged', 'paused', 'signing', 'resolved', 'closed', 'declined', 'duplicate', 'withdrawn'])), name='cases_a_case_is_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handler__isnull', True), ('party', ''), ('state', 'filed'), ('triaged_at__isnull', True)), models.Q(('party__in', ['ju', 'ye', 'wu', 'jie']), ('state__in', ['triaged', 'paused', 'signing', 'resolved', 'closed']), ('triaged_at__isnull', False)), ('state__in', ['declined', 'duplicate', 'withdrawn']), _connector='OR'), name='cases_nobody_leads_before_triage'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'declined', 'duplicate', 'withdrawn'])), models.Q(('closed_at__isnull', True), ('state__in', ['filed', 'triaged', 'paused', 'signing', 'resolved'])), _connector='OR'), name='cases_closed_means_when'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paused_until__isnull', False), ('state', 'paused')), models.Q(models.Q(('state', 'paused'), _negated=True), ('paused_until__isnull', True)), _connector='OR'), name='cases_a_pause_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duplicate_of__isnull', False), ('state', 'duplicate')), models.Q(models.Q(('state', 'duplicate'), _negated=True), ('duplicate_of__isnull', True)), _connector='OR'), name='cases_a_duplicate_names_another_case'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate_of__isnull', True), models.Q(('duplicate_of', models.F('id')), _negated=True), _connector='OR'), name='cases_nothing_is_a_duplicate_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('reporter__isnull', False), models.Q(('channel', 'web'), _negated=True), _connector='OR'), name='cases_somebody_asked'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signing'), _negated=True), models.Q(('signer', ''), _negated=True), _connector='OR'), name='cases_two_parties_sign_or_one_does'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('signer', ''), models.Q(('signer', models.F('party')), _negated=True), _connector='OR'), name='cases_nobody_signs_twice'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('level__lte', 2)), name='cases_a_case_climbs_two_steps_at_most'),
        ),
        migrations.AddField(
            model_name='contractpromise',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='follow',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='cases.case'),
        ),
        migrations.AddField(
            model_name='follow',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='follow',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='incidentbuilding',
            name='building',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.building'),
        ),
        migrations.AddField(
            model_name='incidentbuilding',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='incidentbuilding',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='befalls', to='cases.incident'),
        ),
        migrations.AddField(
            model_name='incident',
            name='buildings',
            field=models.ManyToManyField(related_name='+', through='cases.IncidentBuilding', to='places.building'),
        ),
        migrations.AddField(
            model_name='incidentfollow',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='incidentfollow',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='cases.incident'),
        ),
        migrations.AddField(
            model_name='incidentfollow',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pause',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.case'),
        ),
        migrations.AddField(
            model_name='pause',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='replytemplate',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='estate',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='contractpromise',
            index=models.Index(fields=['estate', 'category'], name='cases_promises_of_contracts'),
        ),
        migrations.AddIndex(
            model_name='follow',
            index=models.Index(fields=['person'], name='cases_followed_by'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('case', 'person'), name='cases_somebody_follows_a_case_once'),
        ),
        migrations.AddConstraint(
            model_name='incidentbuilding',
            constraint=models.UniqueConstraint(fields=('incident', 'building'), name='cases_an_incident_names_a_building_once'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['estate', 'starts_at'], name='cases_incidents_going_on'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['estate', '-announced_at'], name='cases_incidents_by_time'),
        ),
        migrations.AddIndex(
            model_name='incidentfollow',
            index=models.Index(fields=['person'], name='cases_incidents_followed_by'),
        ),
        migrations.AddConstraint(
            model_name='incidentfollow',
            constraint=models.UniqueConstraint(fields=('incident', 'person'), name='cases_somebody_follows_an_incident_once'),
        ),
        migrations.AddConstraint(
            model_name='replytemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True)), fields=('estate', 'deed', 'title'), name='cases_a_template_has_one_title_for_its_deed'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('estate', 'person', 'name'), name='cases_a_saved_filter_has_one_name_for_its_person'),
        ),
    ]
