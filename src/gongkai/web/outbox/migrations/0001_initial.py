from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=60, verbose_name='事项')),
                ('key', models.CharField(max_length=120, verbose_name='标识')),
                ('payload', models.JSONField(default=dict, verbose_name='内容')),
                ('due_at', models.DateTimeField(verbose_name='应办时刻')),
                ('next_at', models.DateTimeField(verbose_name='下次办理时刻')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='办理次数')),
                ('lease', models.UUIDField(editable=False, null=True, verbose_name='办理凭证')),
                ('problem', models.CharField(blank=True, default='', max_length=100, verbose_name='最近一次的问题')),
                ('done_at', models.DateTimeField(null=True, verbose_name='办结时刻')),
            ],
            options={
                'verbose_name': '后台事务',
                'verbose_name_plural': '后台事务',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['next_at', 'id'], name='errand_open'), models.Index(condition=models.Q(('done_at__isnull', False)), fields=['done_at'], name='errand_done')],
                'constraints': [models.UniqueConstraint(fields=('topic', 'key'), name='errand_asked_once'), models.CheckConstraint(condition=models.Q(('next_at__gte', models.F('due_at'))), name='errand_not_before_due')],
            },
        ),
    ]
