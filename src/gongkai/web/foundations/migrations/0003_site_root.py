"""The one Wagtail page: the root of the site, kept because Wagtail needs one; no other page can be made."""

from django.db import migrations


def name_the_root(apps, _editor):
    """Give Wagtail's welcome page the name of what it is now."""
    page = apps.get_model("wagtailcore", "Page").objects.filter(depth=2).order_by("path").first()
    if page:
        page.title = page.draft_title = "网站根"
        page.slug = "root-of-the-site"
        page.url_path = "/root-of-the-site/"
        page.save()
    apps.get_model("wagtailcore", "Site").objects.update(site_name="公开")


class Migration(migrations.Migration):
    dependencies = [("foundations", "0002_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(name_the_root, migrations.RunPython.noop)]
