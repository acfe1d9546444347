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
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('fields', models.JSONField(default=dict)),
                ('node', models.UUIDField()),
                ('about', models.UUIDField()),
                ('link', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('urgent', models.BooleanField(default=False)),
                ('how', models.CharField(choices=[('now', 'at once'), ('daily', 'once a day'), ('never', 'never')], max_length=5)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='notify_inbox_newest_first'), models.Index(condition=models.Q(('read_at__isnull', True), models.Q(('how', 'never'), _negated=True)), fields=['person'], name='notify_unread'), models.Index(fields=['node', 'at'], name='notify_notices_of_a_node'), models.Index(fields=['about'], name='notify_notices_about'), models.Index(condition=models.Q(('read_at__isnull', False)), fields=['read_at'], name='notify_notices_read'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['at'], name='notify_notices_never_read')],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'source'), name='notify_nobody_is_told_the_same_thing_twice'), models.CheckConstraint(condition=models.Q(('urgent', False), ('how', 'now'), _connector='OR'), name='notify_what_is_urgent_is_told_at_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=20)),
                ('daily', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('failed', 'failed, will be tried again'), ('sent', 'sent'), ('read', 'read here first'), ('given_up', 'could not be sent')], default='waiting', max_length=8)),
                ('due_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField()),
                ('claim', models.UUIDField(blank=True, null=True)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=60)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notify.notice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'failed'])), fields=['daily', 'next_try_at', 'id'], name='notify_deliveries_open')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='notify_a_channel_carries_a_notice_once'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='notify_sent_means_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', True), ('claimed_until__isnull', True)), models.Q(('claim__isnull', False), ('claimed_until__isnull', False)), _connector='OR'), name='notify_claimed_means_until_a_time')],
            },
        ),
        migrations.CreateModel(
            name='BoardNotice',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=2)),
                ('title', models.CharField(max_length=60)),
                ('words', models.TextField(max_length=3000)),
                ('digest', models.CharField(max_length=64)),
                ('tells', models.CharField(choices=[('nobody', 'Only hang it on the board'), ('residents', 'Tell residents, each in the way they chose'), ('urgent', 'Urgent: tell every resident at once')], max_length=9)),
                ('posted_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('taken_down_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('told_up_to', models.UUIDField(blank=True, null=True)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_notices', to='places.estate')),
                ('posted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_down_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-posted_at', '-id'], name='notify_board_newest_first'), models.Index(condition=models.Q(('told_at__isnull', True)), fields=['posted_at'], name='notify_board_to_tell')],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__in', ['ju', 'ye', 'wu'])), name='notify_a_board_notice_is_a_partys'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('taken_down_at__isnull', True), ('taken_down_by__isnull', True)), models.Q(('taken_down_at__isnull', False), ('taken_down_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='notify_taken_down_means_by_somebody_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('how', models.CharField(choices=[('now', 'at once'), ('daily', 'once a day'), ('never', 'never')], max_length=5)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notify_one_choice_for_a_person_and_kind')],
            },
        ),
    ]
