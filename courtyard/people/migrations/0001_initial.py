import courtyard.core.moves
import courtyard.trail.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('key', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('natural', 'person'), ('legal', 'organisation'), ('clerk', 'the clerk')], default='natural', max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('id_hash', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('large_text', models.BooleanField(default=False)),
                ('erasure_asked_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('told_apart_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('node', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.node')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('id_hash', ''), _negated=True), fields=['id_hash'], name='people_person_id_hash'), models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='people_person_batch'), models.Index(condition=models.Q(('erased_at__isnull', True), ('erasure_asked_at__isnull', False)), fields=['erasure_asked_at'], name='people_erasures_asked')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('previewed', 'previewed, nothing saved yet'), ('applied', 'imported'), ('undone', 'undone'), ('discarded', 'discarded')], default='previewed', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('file', models.CharField(blank=True, max_length=200)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=dict)),
                ('papers', models.TextField(blank=True)),
                ('summary', models.JSONField(default=dict)),
                ('uploaded_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='places.estate')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['estate', '-uploaded_at'], name='people_imports_newest_first'), models.Index(condition=models.Q(('state', 'previewed')), fields=['uploaded_at'], name='people_imports_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'previewed'), models.Q(('file', ''), ('papers', '')), _connector='OR'), name='people_only_a_previewed_import_keeps_its_file'), models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by__isnull', True)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='people_an_import_is_applied_by_somebody')],
            },
            bases=(courtyard.core.moves.Moving, models.Model),
        ),
        migrations.CreateModel(
            name='NameCorrection',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('wanted', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('agreed', models.BooleanField(blank=True, null=True)),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_corrections', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('estate', 'person'), name='people_one_open_correction_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('agreed__isnull', False), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='people_a_settled_correction_says_how')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('convenor', 'convenor'), ('residents_committee', 'residents’ committee'), ('owners_committee', 'owners’ committee'), ('company_manager', 'property manager'), ('company_worker', 'property company worker'), ('registrar', 'register keeper'), ('subdistrict', 'sub-district officer'), ('district', 'district officer'), ('city', 'city officer')], max_length=20)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('node', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='places.node')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'until'], name='people_office_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('node', 'person', 'kind'), name='people_nobody_holds_one_office_twice_at_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_an_office_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PrintedCode',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('invite', 'first sign-in'), ('reset', 'new password')], max_length=6)),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('printed_at', models.DateTimeField()),
                ('identity_seen', models.CharField(blank=True, max_length=40)),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('estate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('home', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.home')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='printed_codes', to=settings.AUTH_USER_MODEL)),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('home__isnull', False), ('person__isnull', False), _connector='OR'), name='people_a_code_is_for_a_home_or_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('legal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='represents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='people_nobody_represents_before_they_begin')],
            },
        ),
        migrations.CreateModel(
            name='SignInName',
            fields=[
                ('value', models.CharField(max_length=254, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_names', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('owner', 'owner'), ('co_owner', 'co-owner'), ('tenant', 'tenant'), ('family', 'family')], max_length=10)),
                ('share_part', models.PositiveIntegerField(blank=True, null=True)),
                ('share_whole', models.PositiveIntegerField(blank=True, null=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('votes', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='places.home')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'until'], name='people_tenure_of_person'), models.Index(condition=models.Q(('batch__isnull', False)), fields=['estate', 'batch'], name='people_tenure_batch')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('estate', 'home', 'person', 'kind'), name='people_nobody_holds_one_home_twice_at_once'), models.UniqueConstraint(condition=models.Q(('until__isnull', True), ('votes', True)), fields=('estate', 'home'), name='people_one_co_owner_votes_for_a_home'), models.CheckConstraint(condition=models.Q(models.Q(('share_part__isnull', True), ('share_whole__isnull', True)), models.Q(('share_part__gt', 0), ('share_part__lte', models.F('share_whole')), ('share_whole__gt', 0)), _connector='OR'), name='people_a_share_is_a_part_of_a_whole'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_a_tenure_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='people_confirmed_means_by_somebody')],
            },
        ),
    ]
