from django.db import migrations, models
from django.db.models import F


def counted_as_before(apps, schema_editor):
    """What was received and concluded until now counts on its own days."""
    cases = apps.get_model('applications', 'Application').objects.filter(is_counted=True, received_on__isnull=False)
    cases.update(counted_in_on=F('received_on'))
    cases.exclude(row='').update(counted_out_on=F('concluded_on'))


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0002_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='counted_in_on',
            field=models.DateField(editable=False, null=True, verbose_name='计入收件的日期'),
        ),
        migrations.AddField(
            model_name='application',
            name='counted_out_on',
            field=models.DateField(editable=False, null=True, verbose_name='计入结果的日期'),
        ),
        migrations.AlterField(
            model_name='application',
            name='is_counted',
            field=models.BooleanField(default=True, editable=False, verbose_name='算作一件'),
        ),
        migrations.RunPython(counted_as_before, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organ', 'counted_out_on', 'counted_in_on', 'kind', 'row'], name='applications_tallied'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('counted_out_on', None), models.Q(('counted_out_on__gte', models.F('counted_in_on')), models.Q(('row', ''), _negated=True)), _connector='OR'), name='counted_out_in_a_row'),
        ),
    ]
