"""The keys of second factors are sealed: what the library's table held in the open moves into one of our own."""

from django.db import migrations

from gongkai.web.foundations.sealed import seal, unseal

SAME = (
    *("user_id", "name", "confirmed", "drift", "last_t"),
    *("throttling_failure_timestamp", "throttling_failure_count"),
)


def seal_keys(apps, _schema_editor):
    """Every device comes over as it stands, so that nobody sets his up again; the open keys are gone."""
    old = apps.get_model("otp_totp", "TOTPDevice")
    new = apps.get_model("accounts", "CodeDevice")
    for device in old.objects.order_by("pk"):
        new.objects.create(
            sealed=seal({"key": device.key}), **{name: getattr(device, name) for name in SAME}
        )
    old.objects.update(key="")
    old.objects.all().delete()


def open_keys(apps, _schema_editor):
    old = apps.get_model("otp_totp", "TOTPDevice")
    new = apps.get_model("accounts", "CodeDevice")
    for device in new.objects.order_by("pk"):
        old.objects.create(
            key=unseal(device.sealed)["key"], **{name: getattr(device, name) for name in SAME}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_sealed_devices"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.RunPython(seal_keys, open_keys),
    ]
