import courtyard.trail.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('lifts', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('order', models.PositiveIntegerField(default=0)),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('city', 'city'), ('district', 'district'), ('subdistrict', 'sub-district'), ('area', 'residential area'), ('estate', 'estate')], max_length=12)),
                ('code', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('path', models.CharField(max_length=400, unique=True)),
                ('zone', models.CharField(default='Asia/Shanghai', max_length=40)),
                ('rulebook', models.CharField(default='cn-shanghai', max_length=40)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.node')),
            ],
            options={
                'indexes': [models.Index(fields=['parent', 'name'], name='places_node_children')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'city'), ('parent__isnull', False), _connector='OR'), name='places_only_the_root_has_no_parent')],
            },
        ),
        migrations.CreateModel(
            name='Entrance',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entrances', to='places.building')),
            ],
        ),
        migrations.CreateModel(
            name='Estate',
            fields=[
                ('node', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='estate', serialize=False, to='places.node')),
                ('kind', models.CharField(choices=[('after_sale_public', 'after-sale public housing'), ('commodity', 'commodity housing'), ('affordable', 'affordable housing'), ('mixed', 'mixed housing'), ('other', 'other')], max_length=20)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('desk_place', models.CharField(blank=True, max_length=120)),
                ('desk_phone', models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='Home',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('area_cm2', models.BigIntegerField(blank=True, null=True)),
                ('use', models.CharField(choices=[('dwelling', 'dwelling'), ('shop', 'shop'), ('parking', 'parking space'), ('storage', 'storage'), ('other', 'other')], default='dwelling', max_length=10)),
                ('counts_for_vote', models.BooleanField(default=True)),
                ('sold', models.BooleanField(default=True)),
                ('delivered_on', models.DateField(blank=True, null=True)),
                ('delivered', models.BooleanField(default=True)),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('area_batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homes', to='places.building')),
                ('entrance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='homes', to='places.entrance')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homes', to='places.estate')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('batch__isnull', False)), fields=['estate', 'batch'], name='places_home_batch'), models.Index(condition=models.Q(('area_batch__isnull', False)), fields=['estate', 'area_batch'], name='places_home_area_batch')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('entrance__isnull', True)), fields=('estate', 'building', 'name'), name='places_a_home_has_one_name_in_its_building'), models.UniqueConstraint(condition=models.Q(('entrance__isnull', False)), fields=('estate', 'building', 'entrance', 'name'), name='places_a_home_has_one_name_at_its_entrance'), models.CheckConstraint(condition=models.Q(('area_cm2__isnull', True), ('area_cm2__gt', 0), _connector='OR'), name='places_a_known_area_is_more_than_nought'), models.CheckConstraint(condition=models.Q(('delivered_on__isnull', True), ('delivered', True), _connector='OR'), name='places_a_day_of_delivery_means_delivered')],
            },
        ),
        migrations.AddField(
            model_name='entrance',
            name='estate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.estate'),
        ),
        migrations.CreateModel(
            name='CommonPart',
            fields=[
                ('id', models.UUIDField(default=courtyard.trail.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('order', models.PositiveIntegerField(default=0)),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='common_parts', to='places.estate')),
            ],
            options={
                'ordering': ['order', 'name'],
                'constraints': [models.UniqueConstraint(fields=('estate', 'name'), name='places_a_common_part_has_one_name_in_its_estate')],
            },
        ),
        migrations.AddField(
            model_name='building',
            name='estate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='buildings', to='places.estate'),
        ),
        migrations.AddConstraint(
            model_name='entrance',
            constraint=models.UniqueConstraint(fields=('estate', 'building', 'name'), name='places_an_entrance_has_one_name_in_its_building'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=models.UniqueConstraint(fields=('estate', 'name'), name='places_a_building_has_one_name_in_its_estate'),
        ),
    ]
