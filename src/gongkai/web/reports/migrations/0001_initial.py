import django.db.models.deletion
import gongkai.web.reports.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=255, verbose_name='标题')),
                ('source', models.FileField(max_length=200, storage=gongkai.web.reports.models.source_storage, upload_to='', verbose_name='原文件')),
                ('source_name', models.CharField(max_length=255, verbose_name='原文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='文件类型')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('data', models.JSONField(help_text='gongkai.annual-report/1', verbose_name='读取结果')),
                ('errors', models.PositiveSmallIntegerField(verbose_name='错误')),
                ('warnings', models.PositiveSmallIntegerField(verbose_name='需核对')),
                ('notices', models.PositiveSmallIntegerField(verbose_name='提示')),
                ('read_at', models.DateTimeField(verbose_name='读取时间')),
                ('status', models.CharField(choices=[('published', '公开'), ('withdrawn', '已撤回')], default='published', editable=False, max_length=20, verbose_name='状态')),
                ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='撤回日期')),
                ('withdrawn_because', models.CharField(blank=True, editable=False, max_length=200, verbose_name='撤回原因')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '年度报告',
                'verbose_name_plural': '年度报告',
                'ordering': ['-year', 'organ__path'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'year'), name='one_report_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), ('withdrawn_on', None)), models.Q(('status', 'withdrawn'), ('withdrawn_on__isnull', False)), _connector='OR'), name='withdrawn_on_a_day')],
            },
        ),
    ]
