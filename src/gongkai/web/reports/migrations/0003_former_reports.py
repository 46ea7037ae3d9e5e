import django.db.models.deletion
import gongkai.web.reports.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organs', '0001_initial'),
        ('reports', '0002_compilation'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(verbose_name='版次')),
                ('title', models.CharField(max_length=255, verbose_name='标题')),
                ('source', models.FileField(blank=True, max_length=200, storage=gongkai.web.reports.models.source_storage, upload_to='', verbose_name='原文件')),
                ('source_name', models.CharField(max_length=255, verbose_name='原文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='文件类型')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('data', models.JSONField(help_text='gongkai.annual-report/1', verbose_name='读取结果')),
                ('public_from', models.DateTimeField(verbose_name='公开时间')),
                ('replaced_at', models.DateTimeField(verbose_name='被取代的时间')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('withdrawn_because', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='更正说明')),
            ],
            options={
                'verbose_name': '以前公开的报告',
                'verbose_name_plural': '以前公开的报告',
                'ordering': ['organ__path', '-year', '-number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='filing',
            name='confirmed_on_a_day',
        ),
        migrations.AddField(
            model_name='filing',
            name='confirmed_because',
            field=models.TextField(blank=True, max_length=500, verbose_name='确认的理由'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_on__isnull', False), ('state', 'confirmed')), models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_because', ''), ('confirmed_on', None)), _connector='OR'), name='confirmed_on_a_day'),
        ),
        migrations.AddField(
            model_name='formerreport',
            name='organ',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_reports', to='organs.organ', verbose_name='机关'),
        ),
        migrations.AddConstraint(
            model_name='formerreport',
            constraint=models.UniqueConstraint(fields=('organ', 'year', 'number'), name='one_former_report_a_number'),
        ),
        migrations.AddConstraint(
            model_name='formerreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), _negated=True), ('withdrawn_on__isnull', False), _connector='OR'), name='a_former_report_says_why'),
        ),
    ]
