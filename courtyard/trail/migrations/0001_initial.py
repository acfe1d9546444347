import courtyard.trail.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('node', models.UUIDField(primary_key=True, serialize=False)),
                ('length', models.BigIntegerField(default=0)),
                ('head', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('sealed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('chains', models.TextField()),
                ('size', models.BigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name='Chore',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('done_at', models.DateTimeField(null=True)),
                ('claimed_until', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('xid', models.BigIntegerField(db_default=courtyard.trail.models.TransactionId(), editable=False)),
                ('node', models.UUIDField()),
                ('seq', models.BigIntegerField()),
                ('kind', models.CharField(max_length=60)),
                ('about', models.UUIDField()),
                ('by', models.UUIDField()),
                ('whom', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField()),
                ('body', models.TextField()),
                ('digests', models.TextField(blank=True)),
                ('words', models.TextField(null=True)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['about', 'id'], name='trail_line_about'), models.Index(fields=['by', 'id'], name='trail_line_by'), models.Index(condition=models.Q(('whom__isnull', False)), fields=['whom', 'id'], name='trail_line_whom'), models.Index(fields=['xid', 'id'], name='trail_line_in_commit_order'), models.Index(fields=['digest'], name='trail_line_digest')],
                'constraints': [models.UniqueConstraint(fields=('node', 'seq'), name='trail_a_chain_has_one_line_at_each_place')],
            },
        ),
        migrations.CreateModel(
            name='FileHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('xid', models.BigIntegerField(default=0)),
                ('line', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='erasure', serialize=False, to='trail.line')),
                ('batch', models.UUIDField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name='filehash',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='file_hashes', to='trail.line'),
        ),
    ]
