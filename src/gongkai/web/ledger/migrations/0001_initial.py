from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('organ_id', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='机关')),
                ('position', models.PositiveBigIntegerField(default=0, verbose_name='序号')),
                ('hash', models.CharField(max_length=64, verbose_name='哈希')),
            ],
            options={
                'verbose_name': '链头',
                'verbose_name_plural': '链头',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ_id', models.BigIntegerField(verbose_name='机关')),
                ('position', models.PositiveBigIntegerField(verbose_name='序号')),
                ('kind', models.CharField(max_length=60, verbose_name='事项')),
                ('subject_type', models.CharField(blank=True, max_length=60, verbose_name='对象类别')),
                ('subject_id', models.BigIntegerField(null=True, verbose_name='对象')),
                ('on', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('person_id', models.BigIntegerField(null=True, verbose_name='办理人')),
                ('duty', models.CharField(blank=True, max_length=30, verbose_name='职责')),
                ('appointment_id', models.BigIntegerField(null=True, verbose_name='任职')),
                ('article', models.CharField(blank=True, max_length=100, verbose_name='依据')),
                ('body', models.TextField(default='{}', verbose_name='内容')),
                ('previous', models.CharField(max_length=64, verbose_name='上一条的哈希')),
                ('hash', models.CharField(max_length=64, verbose_name='哈希')),
            ],
            options={
                'verbose_name': '台账事件',
                'verbose_name_plural': '台账',
                'ordering': ['organ_id', 'position'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='ledger_by_subject'), models.Index(fields=['organ_id', 'on'], name='ledger_by_day'), models.Index(fields=['person_id'], name='ledger_by_person')],
                'constraints': [models.UniqueConstraint(fields=('organ_id', 'position'), name='one_event_a_position')],
            },
        ),
    ]
