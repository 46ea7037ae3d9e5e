from django.db import migrations, models
from django.db.models import F


def counted_as_before(apps, schema_editor):
    """What was published and ended until now counts on its own days."""
    documents = apps.get_model('documents', 'NormativeDocument').objects
    documents.update(counted_in_on=F('published_on'), counted_out_on=F('ended_on'))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='normativedocument',
            name='counted_in_on',
            field=models.DateField(editable=False, null=True, verbose_name='计入制发的日期'),
        ),
        migrations.AddField(
            model_name='normativedocument',
            name='counted_out_on',
            field=models.DateField(editable=False, null=True, verbose_name='计入废止的日期'),
        ),
        migrations.RunPython(counted_as_before, migrations.RunPython.noop),
    ]
