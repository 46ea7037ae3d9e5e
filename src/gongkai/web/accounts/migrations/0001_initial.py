import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Knocking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=49, unique=True)),
                ('since_at', models.DateTimeField()),
                ('failures', models.PositiveIntegerField(default=0)),
                ('waits_until', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '输错的地址',
                'verbose_name_plural': '输错的地址',
            },
        ),
        migrations.CreateModel(
            name='PastPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '用过的口令',
                'verbose_name_plural': '用过的口令',
                'ordering': ['-set_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '备用码',
                'verbose_name_plural': '备用码',
                'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='one_recovery_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField(verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(verbose_name='最近操作')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='浏览器')),
                ('verified_at', models.DateTimeField(null=True, verbose_name='通过第二道验证的时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('ended_because', models.CharField(blank=True, choices=[('signed_out', '自己退出'), ('idle', '长时间没有操作'), ('too_long', '达到最长登录时间'), ('crowded_out', '在别处登录，超过同时登录的数目'), ('taken_back', '在登录列表中被结束'), ('password', '口令已更改'), ('second_factor', '第二道验证已重置'), ('left', '登录已停用')], max_length=20, verbose_name='结束原因')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
            ],
            options={
                'verbose_name': '登录',
                'verbose_name_plural': '登录',
                'ordering': ['-began_at', '-pk'],
                'indexes': [models.Index(fields=['person', 'ended_at'], name='sittings_of_person')],
            },
        ),
    ]
