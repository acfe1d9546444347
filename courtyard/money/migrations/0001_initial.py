import courtyard.trail.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0003_site_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('fund', models.CharField(choices=[('fees', 'property service money'), ('maintenance', 'maintenance fund'), ('revenue', 'public revenue'), ('deposits', 'deposits'), ('trust', 'fee trust')], max_length=12)),
                ('kind', models.CharField(choices=[('asset', 'asset'), ('liability', 'owed'), ('equity', 'owners’ money'), ('income', 'income'), ('expense', 'spending')], max_length=10)),
                ('building', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.building')),
                ('entrance', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.entrance')),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('home', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.home')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('building__isnull', True), ('entrance__isnull', True), ('home__isnull', True)), fields=('estate', 'key'), name='money_an_account_stands_once'), models.UniqueConstraint(condition=models.Q(('building__isnull', False)), fields=('estate', 'key', 'building'), name='money_an_account_stands_once_a_building'), models.UniqueConstraint(condition=models.Q(('entrance__isnull', False)), fields=('estate', 'key', 'entrance'), name='money_an_account_stands_once_a_entrance'), models.UniqueConstraint(condition=models.Q(('home__isnull', False)), fields=('estate', 'key', 'home'), name='money_an_account_stands_once_a_home'), models.CheckConstraint(condition=models.Q(models.Q(('building__isnull', True), ('entrance__isnull', True)), models.Q(('building__isnull', True), ('home__isnull', True)), models.Q(('entrance__isnull', True), ('home__isnull', True)), _connector='OR'), name='money_an_account_is_of_one_place')],
            },
        ),
        migrations.CreateModel(
            name='AccountMonth',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('debit_fen', models.BigIntegerField(default=0)),
                ('credit_fen', models.BigIntegerField(default=0)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='months', to='money.account')),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'indexes': [models.Index(fields=['estate', 'month'], name='money_sums_of_a_month')],
                'constraints': [models.UniqueConstraint(fields=('account', 'month'), name='money_an_account_has_one_sum_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('estate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='places.estate')),
                ('opens_on', models.DateField()),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('rulebook', models.CharField(max_length=60)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('entries', models.PositiveIntegerField()),
                ('fen', models.BigIntegerField()),
                ('closed_at', models.DateTimeField()),
                ('closed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('estate', 'month'), name='money_a_month_is_closed_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='money_a_month_is_its_first_day')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('opening', 'opening balance'), ('bills', 'bills'), ('receipt', 'payment received'), ('spending', 'spending'), ('transfer', 'transfer'), ('interest', 'interest'), ('reversal', 'reversal'), ('other', 'other')], max_length=10)),
                ('what', models.CharField(max_length=120)),
                ('fen', models.BigIntegerField()),
                ('homes', models.PositiveIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('source_id', models.UUIDField(blank=True, null=True)),
                ('authority', models.CharField(blank=True, choices=[('assembly', 'decision of the owners'), ('committee', 'decision of the owners’ committee'), ('limit', 'delegated limit'), ('contract', 'contract'), ('emergency', 'emergency rule'), ('budget', 'approved budget')], max_length=10)),
                ('authority_id', models.UUIDField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='money.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-day', '-number'], name='money_entries_newest_first'), models.Index(condition=models.Q(('homes', 0), ('homes__gte', 3), _connector='OR'), fields=['estate', '-day', '-number'], name='money_entries_for_everybody'), models.Index(condition=models.Q(('source_id__isnull', False)), fields=['source_id'], name='money_entries_of_a_source'), models.Index(condition=models.Q(('authority_id__isnull', False)), fields=['authority_id'], name='money_entries_of_an_authority')],
                'constraints': [models.UniqueConstraint(fields=('estate', 'number'), name='money_entries_are_numbered_through'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reversal'), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('kind', 'reversal'), _negated=True), ('reverses__isnull', True)), _connector='OR'), name='money_a_reversal_says_of_what_and_why'), models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='money_an_entry_is_of_some_fen'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'spending'), _negated=True), models.Q(models.Q(('authority', ''), _negated=True), ('authority_id__isnull', False)), _connector='OR'), name='money_spending_rests_on_an_authority'), models.CheckConstraint(condition=models.Q(models.Q(('authority', ''), ('authority_id__isnull', True)), models.Q(models.Q(('authority', ''), _negated=True), ('authority_id__isnull', False)), _connector='OR'), name='money_an_authority_is_named_whole'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), ('source_id__isnull', True)), models.Q(models.Q(('source', ''), _negated=True), ('source_id__isnull', False)), _connector='OR'), name='money_a_source_is_named_whole')],
            },
        ),
        migrations.CreateModel(
            name='EntryMonth',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('entries', models.PositiveIntegerField()),
                ('fen', models.BigIntegerField()),
                ('of_homes', models.PositiveIntegerField()),
                ('of_homes_fen', models.BigIntegerField()),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('estate', 'month'), name='money_entries_have_one_sum_a_month')],
            },
        ),
        migrations.CreateModel(
            name='MoveMonth',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('debit_key', models.CharField(max_length=40)),
                ('credit_key', models.CharField(max_length=40)),
                ('takes_back', models.BooleanField()),
                ('fen', models.BigIntegerField()),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('estate', 'month', 'debit_key', 'credit_key', 'takes_back'), name='money_moves_have_one_sum_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('fen', models.BigIntegerField()),
                ('credit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('debit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='money.entry')),
                ('estate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fen__gt', 0), ('fen__lte', 10000000000000)), name='money_a_posting_is_of_some_fen'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='money_a_posting_joins_two_accounts')],
            },
        ),
    ]
