"""Django's settings. Nothing here is chosen by an operator: that is in `environment`."""

from pathlib import Path

from gongkai.lawbook.accounts import account_rules

from .databases import database
from .environment import fixed_today, home, is_on, kept_key, number, value, words
from .mail import mail
from .stores import stores

HOME = home()
FIXED_TODAY = fixed_today(HOME)

DEBUG = is_on("GONGKAI_DEBUG")
SECRET_KEY = kept_key(HOME, "GONGKAI_SECRET_KEY")
LEDGER_KEY = kept_key(HOME, "GONGKAI_LEDGER_KEY")
PORTAL_RECEIPT_CONFIRMS = is_on("GONGKAI_PORTAL_RECEIPT")
DATA_KEYS = tuple(kept_key(HOME, "GONGKAI_DATA_KEY").replace(",", " ").split())
ALLOWED_HOSTS = words("GONGKAI_ALLOWED_HOSTS")

INSTALLED_APPS = [
    "gongkai.web.office",
    "gongkai.web.portal",
    "gongkai.web.api",
    "gongkai.web.harvest",
    "gongkai.web.reports",
    "gongkai.web.remedies",
    "gongkai.web.decisions",
    "gongkai.web.applications",
    "gongkai.web.documents",
    "gongkai.web.channels",
    "gongkai.web.feedback",
    "gongkai.web.alerts",
    "gongkai.web.disclosure",
    "gongkai.web.catalogue",
    "gongkai.web.search",
    "gongkai.web.reviews",
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
    "django_prose_editor",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongkai.web.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.web.portal.page_cache.PageCache",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.web.accounts.middleware.Sittings",
    "gongkai.web.gate.middleware.Gate",
    "gongkai.web.portal.errors.Problems",
    "gongkai.web.portal.kiosk.Kiosk",
    "gongkai.web.foundations.parts.Parts",
    "axes.middleware.AxesMiddleware",
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
                "gongkai.web.portal.page_frame.frame",
            ],
        },
    },
]

DATABASES = {"default": database(HOME, address=value("GONGKAI_DATABASE"))}
CACHES = stores(HOME, address=value("GONGKAI_CACHE"))

# A cluster that searches in the database's place, and who has vouched for it.
SEARCH_CLUSTER = value("GONGKAI_SEARCH")
SEARCH_CLUSTER_CA = value("GONGKAI_SEARCH_CA")

# How colleagues are reminded: by mail, by text message, by both, or not at all.
globals().update(mail(value("GONGKAI_MAIL"), sender=value("GONGKAI_MAIL_FROM")))
MAIL_IS_SENT = bool(value("GONGKAI_MAIL"))
SMS_GATEWAY = value("GONGKAI_SMS")
SMS_KEY = value("GONGKAI_SMS_KEY")
# The operator's program that puts an electronic seal on a PDF.
SEAL_COMMAND = value("GONGKAI_SEAL_COMMAND")

# Days that a finished errand is kept.
OUTBOX_DAYS = number("GONGKAI_OUTBOX_DAYS")

# How often the interface may be read within a minute, without a key and with one.
API_PER_MINUTE = number("GONGKAI_API_PER_MINUTE")
API_KEY_PER_MINUTE = number("GONGKAI_API_KEY_PER_MINUTE")

# A second place for the heads of the ledger's chains.
HEADS_DIR = value("GONGKAI_HEADS_DIR")

# Platforms inside a network of the government, which the server may read although their addresses are not public.
PRIVATE_HOSTS = words("GONGKAI_PRIVATE_HOSTS")

# People
AUTH_USER_MODEL = "foundations.User"
# The first lets nobody through who has failed too often; the second answers from duties.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "gongkai.web.people.backend.DutyBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "email")},
    },
    {"NAME": "gongkai.web.accounts.passwords.LongEnough"},
    {"NAME": "gongkai.web.accounts.passwords.Mixed"},
    {"NAME": "gongkai.web.accounts.passwords.NotOneOfTheLast"},
]
AXES_FAILURE_LIMIT = account_rules().failures
AXES_COOLOFF_TIME = account_rules().lockout
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Whoever knocks on while the door is locked does not keep its owner out longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "gongkai.web.accounts.addresses.client_address"
AXES_USERNAME_CALLABLE = "gongkai.web.accounts.addresses.tried_name"
AXES_LOCKOUT_CALLABLE = "gongkai.web.office.account_views.locked"
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are told in the ledger
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = "gongkai"
SESSION_COOKIE_AGE = int(account_rules().longest.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL = "/office/login/"
LOGIN_REDIRECT_URL = "/office/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = is_on("GONGKAI_HTTPS")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if is_on("GONGKAI_HTTPS") else 0
# Anybody can send this header: it counts only where a proxy stands in front that sets it itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_on("GONGKAI_BEHIND_PROXY") else None
CSRF_FAILURE_VIEW = "gongkai.web.portal.errors.form_expired"

# Words and time
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]  # what the libraries leave in English
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files: `gongkai serve` collects static ones under names that hold their hash; without it they come from the packages.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 3600  # for plain names
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/office/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "sources": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "sources", "base_url": None},
    },
    "kept": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "kept", "base_url": None},
    },
    "staticfiles": {"BACKEND": "gongkai.web.foundations.static_files.Collected"},
}
UPLOAD_LIMIT = number("GONGKAI_UPLOAD_MB") * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["gongkai.web.uploads.InMemoryUpTo"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A telephone chooses a whole album at a touch: the form says then how many it takes, and keeps what was written.
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# Wagtail: its shell without its workflow, its telephone home and its pictures from elsewhere.
WAGTAIL_SITE_NAME = "公开"
WAGTAILADMIN_BASE_URL = value("GONGKAI_BASE_URL")
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False
)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILIMAGES_IMAGE_MODEL = "foundations.Picture"
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
    "filters": {"ordinary": {"()": "gongkai.web.settings.logs.Ordinary"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["ordinary"]}},
    "loggers": {"axes": {"level": "ERROR"}},  # it would name who failed to sign in
    "root": {"handlers": ["console"], "level": "WARNING"},
}
