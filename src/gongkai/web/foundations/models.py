"""Who signs in, pictures, documents.

Ours from the first migration, because Django and Wagtail cannot swap these three for others later; together,
below every other app, because the ledger will point at people, and letters and items at files.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class User(AbstractUser):
    """A colleague who signs in to the office. Applicants have no account."""

    class Meta(AbstractUser.Meta):
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first, without a space, as Chinese names are written."""
        return f"{self.last_name}{self.first_name}"


class Picture(AbstractImage):
    """An image that the office uses."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
        permissions = [("choose_picture", "Can choose image")]

    def __str__(self) -> str:
        return self.title


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.filter_spec}"


class OfficeDocument(AbstractDocument):
    """A file that the office keeps."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "文档"
        verbose_name_plural = "文档"
        permissions = [("choose_officedocument", "Can choose document")]

    def __str__(self) -> str:
        return self.title
