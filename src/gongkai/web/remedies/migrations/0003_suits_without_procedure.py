"""A suit is registered without the procedure of a review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("remedies", "0002_results")]

    operations = [
        migrations.AlterField(
            model_name="challenge",
            name="procedure",
            field=models.CharField(
                blank=True,
                choices=[("simple", "简易程序"), ("ordinary", "普通程序")],
                max_length=20,
                verbose_name="程序",
            ),
        ),
    ]
