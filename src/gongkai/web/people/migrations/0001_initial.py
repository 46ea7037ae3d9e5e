import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=30, verbose_name='职责')),
                ('kind', models.CharField(choices=[('regular', '任命'), ('stand_in', '代理'), ('delegated', '委托')], default='regular', max_length=20, verbose_name='方式')),
                ('since_on', models.DateField(verbose_name='开始日期')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='自何日起不再担任')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('delegated_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='people.appointment', verbose_name='委托自')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organs.organ', verbose_name='机关')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organs.section', verbose_name='科室')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['organ__path', 'duty', 'since_on', 'pk'],
                'indexes': [models.Index(fields=['organ', 'duty'], name='appointments_of_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='appointment_ends_after_its_start'), models.CheckConstraint(condition=models.Q(models.Q(('delegated_from__isnull', False), ('kind', 'delegated')), models.Q(models.Q(('kind', 'delegated'), _negated=True), ('delegated_from', None)), _connector='OR'), name='delegated_by_somebody')],
            },
        ),
    ]
