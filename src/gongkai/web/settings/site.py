"""Django's settings. Nothing here is chosen by an operator: that is in `environment`."""

from .environment import home, is_on, kept_key, number, value, words

HOME = home()

DEBUG = is_on("GONGKAI_DEBUG")
SECRET_KEY = kept_key(HOME, "GONGKAI_SECRET_KEY")
LEDGER_KEY = kept_key(HOME, "GONGKAI_LEDGER_KEY")
ALLOWED_HOSTS = words("GONGKAI_ALLOWED_HOSTS")

INSTALLED_APPS = [
    "gongkai.web.office",
    "gongkai.web.portal",
    "gongkai.web.reports",
    "gongkai.web.accounts",
    "gongkai.web.people",
    "gongkai.web.organs",
    "gongkai.web.ledger",
    "gongkai.web.outbox",
    "gongkai.web.foundations",
    "gongkai.web",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongkai.web.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "gongkai.web.urls"
WSGI_APPLICATION = "gongkai.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.web.demo.context.demo",
            ],
        },
    },
]

# A writer takes the lock when its transaction begins: two writers then wait for each other instead of failing.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "gongkai.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;",
        },
        "TEST": {"NAME": HOME / "test.sqlite3"},
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}
}

# People
AUTH_USER_MODEL = "foundations.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/office/login/"
LOGIN_REDIRECT_URL = "/office/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = is_on("GONGKAI_HTTPS")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if is_on("GONGKAI_HTTPS") else 0
# Anybody can send this header: it counts only where a proxy stands in front that sets it itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_on("GONGKAI_BEHIND_PROXY") else None
CSRF_FAILURE_VIEW = "gongkai.web.portal.errors.form_expired"

# Words and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files: static ones are served from the packages, so there is nothing to collect and nothing to get stale.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/office/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "sources": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "sources", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UPLOAD_LIMIT = number("GONGKAI_UPLOAD_MB") * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["gongkai.web.uploads.InMemoryUpTo"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Wagtail: its shell without its workflow, its telephone home and its pictures from elsewhere.
WAGTAIL_SITE_NAME = "公开"
WAGTAILADMIN_BASE_URL = value("GONGKAI_BASE_URL")
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILIMAGES_IMAGE_MODEL = "foundations.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "gongkai.web.office.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "foundations.OfficeDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ofd", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # asks who may see it
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # always to be saved, never opened inside the site
WAGTAILDOCS_MAX_UPLOAD_SIZE = WAGTAILIMAGES_MAX_UPLOAD_SIZE = UPLOAD_LIMIT
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Logs carry codes and paths of pages, never what people sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
