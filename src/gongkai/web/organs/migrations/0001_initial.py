import django.core.validators
import django.db.models.deletion
import gongkai.web.organs.checks
import gongkai.web.organs.models.once
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organ',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, validators=[django.core.validators.RegexValidator('^\\s*[=+\\-@＝＋－＠]', '不能以“=”“+”“-”“@”开头：这不是机关的名称。', inverse_match=True)], verbose_name='全称')),
                ('short_name', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^\\s*[=+\\-@＝＋－＠]', '不能以“=”“+”“-”“@”开头：这不是机关的名称。', inverse_match=True)], verbose_name='简称')),
                ('slug', models.CharField(help_text='用在网址中，定下后不再更改。', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', '只能用小写英文字母、数字，词与词之间用一个连字符。')], verbose_name='网址名')),
                ('code', models.CharField(blank=True, max_length=18, validators=[gongkai.web.organs.checks.is_credit_code], verbose_name='统一社会信用代码')),
                ('level', models.CharField(choices=[('province', '省级'), ('city', '市级'), ('county', '县级'), ('township', '乡级')], max_length=20, verbose_name='级别')),
                ('kind', models.CharField(choices=[('government', '人民政府'), ('subdistrict', '街道办事处'), ('development_zone', '开发区管理机构'), ('dispatched_organ', '派出机关'), ('department', '部门'), ('dispatched_unit', '派出机构'), ('authorised', '授权组织'), ('institution', '公共企事业单位')], max_length=20, verbose_name='类别')),
                ('path', models.TextField(editable=False, unique=True)),
                ('status', models.CharField(choices=[('active', '存续'), ('merged', '已合并'), ('dissolved', '已撤销')], default='active', editable=False, max_length=20, verbose_name='状态')),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                ('until_on', models.DateField(blank=True, editable=False, null=True, verbose_name='终止日期')),
                ('has_rule_making_power', models.BooleanField(default=False, verbose_name='有规章或者行政规范性文件制定权')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='办公地址')),
                ('postcode', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^\\d{6}\\Z', '邮政编码应为六位数字。')], verbose_name='邮政编码')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='联系电话')),
                ('fax', models.CharField(blank=True, max_length=60, verbose_name='传真')),
                ('email', models.CharField(blank=True, max_length=254, validators=[gongkai.web.organs.checks.is_email], verbose_name='电子邮箱')),
                ('online_channel', models.CharField(blank=True, max_length=300, validators=[gongkai.web.organs.checks.is_online_channel], verbose_name='在线申请网址')),
                ('office_hours', models.CharField(blank=True, max_length=100, verbose_name='办公时间')),
                ('vertical', models.CharField(blank=True, help_text='例如：税务。不属于垂直领导系统的不填。', max_length=40, verbose_name='垂直领导系统')),
                ('issuing_office', models.CharField(blank=True, help_text='答复书由谁出具、盖章，例如：墨鹭县人民政府办公室。不填的为答复主体。', max_length=100, verbose_name='出具单位')),
                ('authority', models.ForeignKey(blank=True, help_text='不填的，以最近的县级以上人民政府为准；办公厅（室）另立为机关的，请填写。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervised', to='organs.organ', verbose_name='主管部门')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organs.organ', verbose_name='上级机关')),
                ('respondent', models.ForeignKey(blank=True, help_text='以哪个机关的名义答复。不填的，派出机构为其上级机关，其他为本机关。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_for', to='organs.organ', verbose_name='答复主体')),
            ],
            options={
                'verbose_name': '机关',
                'verbose_name_plural': '机关',
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='NumberFamily',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='用途')),
                ('pattern', models.CharField(help_text='例如：墨鹭政公开告〔{year}〕{n}号。', max_length=80, validators=[gongkai.web.organs.checks.is_number_pattern], verbose_name='文号格式')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='启用年份')),
                ('first', models.PositiveIntegerField(default=1, verbose_name='启用年份的起始号')),
                ('is_open', models.BooleanField(default=True, editable=False, verbose_name='启用')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_families', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '文号',
                'verbose_name_plural': '文号',
                'ordering': ['organ__path', 'name'],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='曾用名')),
                ('short_name', models.CharField(max_length=40, verbose_name='曾用简称')),
                ('until_on', models.DateField(verbose_name='停用日期')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '曾用名',
                'verbose_name_plural': '曾用名',
                'ordering': ['organ__path', '-until_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RemedyBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('remedy', models.CharField(choices=[('review', '行政复议机关'), ('court', '管辖法院')], max_length=10, verbose_name='途径')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='名称')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('since_on', models.DateField(verbose_name='起用日期')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ', verbose_name='本系统中的机关')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedy_bodies', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '救济机关',
                'verbose_name_plural': '救济机关',
                'ordering': ['organ__path', 'remedy', '-since_on'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('is_disclosure_office', models.BooleanField(default=False, verbose_name='政府信息公开工作机构')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排列次序')),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                ('until_on', models.DateField(blank=True, editable=False, null=True, verbose_name='撤销日期')),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '内设机构',
                'verbose_name_plural': '内设机构',
                'ordering': ['organ__path', 'order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('functions', models.CharField(blank=True, help_text='移交全部职能的不填。', max_length=200, verbose_name='职能')),
                ('since_on', models.DateField(verbose_name='移交日期')),
                ('document', models.CharField(max_length=200, verbose_name='依据文件')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organs.organ', verbose_name='原机关')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inherited', to='organs.organ', verbose_name='承接机关')),
            ],
            options={
                'verbose_name': '职能承接',
                'verbose_name_plural': '职能承接',
                'ordering': ['organ__path', 'since_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('n', models.PositiveIntegerField(verbose_name='顺序号')),
                ('text', models.CharField(max_length=100, unique=True, verbose_name='文号')),
                ('given_on', models.DateField(verbose_name='取号日期')),
                ('voided_on', models.DateField(blank=True, null=True, verbose_name='作废日期')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='organs.numberfamily', verbose_name='文号')),
            ],
            options={
                'verbose_name': '已取文号',
                'verbose_name_plural': '已取文号',
                'ordering': ['family', '-year', '-n'],
                'constraints': [models.UniqueConstraint(fields=('family', 'year', 'n'), name='one_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_on', None)), models.Q(('voided_on__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='a_void_number_has_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='organ',
            constraint=gongkai.web.organs.models.once.Once(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='one_organ_a_code', violation_error_code='unique', violation_error_message='统一社会信用代码“{row.code}”已经属于另一个机关。请对照登记证书核对，或者先更正那个机关的代码。'),
        ),
        migrations.AddConstraint(
            model_name='organ',
            constraint=gongkai.web.organs.models.once.Once(fields=('name',), name='one_organ_a_name', violation_error_code='unique', violation_error_message='全称“{row.name}”已经登记。请先查找这个机关；确是另一个机关的，全称应有区别。'),
        ),
        migrations.AddConstraint(
            model_name='organ',
            constraint=gongkai.web.organs.models.once.Once(fields=('slug',), name='one_organ_a_slug', violation_error_code='unique', violation_error_message='网址名“{row.slug}”已经有机关使用。请另取一个，例如在前面加上所在地的拼音。'),
        ),
        migrations.AddConstraint(
            model_name='organ',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), ('until_on', None)), models.Q(('until_on__isnull', False), models.Q(('status', 'active'), _negated=True)), _connector='OR'), name='organ_ended_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='numberfamily',
            constraint=gongkai.web.organs.models.once.Once(fields=('pattern',), name='one_family_a_pattern', violation_error_message='文号格式“{row.pattern}”已经启用，两种文号不能印成一样。请另定格式。'),
        ),
        migrations.AddConstraint(
            model_name='numberfamily',
            constraint=gongkai.web.organs.models.once.Once(fields=('organ', 'name'), name='one_family_a_use', violation_error_message='本机关已有用途为“{row.name}”的文号。请写明与它不同的用途。'),
        ),
        migrations.AddConstraint(
            model_name='numberfamily',
            constraint=models.CheckConstraint(condition=models.Q(('first__gte', 1)), name='numbers_begin_at_one'),
        ),
        migrations.AddConstraint(
            model_name='remedybody',
            constraint=gongkai.web.organs.models.once.Once(fields=('organ', 'remedy', 'since_on'), name='one_remedy_body_a_day', violation_error_message='自{row.since_on.year}年{row.since_on.month}月{row.since_on.day}日起的已经定过，同一途径同一天只定一个。请核对起用日期。'),
        ),
        migrations.AddConstraint(
            model_name='remedybody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), models.Q(('name', ''), _negated=True)), models.Q(('address', ''), ('body__isnull', False), ('name', '')), _connector='OR'), name='remedy_body_is_named_once', violation_error_message='请在“本系统中的机关”和“名称”中填一项。'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=gongkai.web.organs.models.once.Once(condition=models.Q(('until_on', None)), fields=('organ', 'name'), name='one_section_a_name', violation_error_message='本机关已有内设机构“{row.name}”。请改用别的名称，或者更改原来的那一个。'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('is_disclosure_office', True), ('until_on', None)), fields=('organ',), name='one_disclosure_office_an_organ', violation_error_message='本机关已另有政府信息公开工作机构，请先改那一处。'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('organ', models.F('successor')), _negated=True), name='nobody_succeeds_himself'),
        ),
    ]
