"""All that has a database or a screen: Django and Wagtail."""
