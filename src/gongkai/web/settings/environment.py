"""What an operator may choose, read from environment variables only; the reference page is made from this table."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, what holds without it, and what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("GONGKAI_HOME", "./var", "存放数据库、收到的文件和密钥的文件夹；须在网站目录之外，定期备份。"),
    Setting("GONGKAI_DEBUG", "0", "1 表示出错时显示技术细节，只供开发使用；正式运行保持 0。"),
    Setting(
        "GONGKAI_ALLOWED_HOSTS",
        "127.0.0.1,localhost,[::1]",
        "网站的域名，以英文逗号分隔；其他域名的访问一律拒绝。",
    ),
    Setting(
        "GONGKAI_SECRET_KEY", "", "签名用的密钥；不填时自动生成一个，存入 GONGKAI_HOME 下的 secret_key。"
    ),
    Setting(
        "GONGKAI_BASE_URL", "http://127.0.0.1:8000", "网站的完整地址，用于邮件和后台中的链接，末尾不带斜线。"
    ),
    Setting("GONGKAI_HTTPS", "0", "1 表示网站只经 HTTPS 访问：登录信息只在加密连接上发送。"),
    Setting("GONGKAI_UPLOAD_MB", "20", "上传文件的大小上限，单位为兆字节。"),
)


def value(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """What the operator chose for a setting of the table, or its default; KeyError for any other name."""
    setting = {setting.name: setting for setting in SETTINGS}[name]
    return environ.get(name, "").strip() or setting.default


def is_on(name: str) -> bool:
    """Whether a switch is set to 1, true, yes or on."""
    return value(name).lower() in {"1", "true", "yes", "on"}


def number(name: str) -> int:
    """A setting that counts something; ImproperlyConfigured when it is no whole number above nought."""
    chosen = value(name)
    if not chosen.isdecimal() or int(chosen) == 0:
        raise ImproperlyConfigured(f"{name} 应为大于 0 的整数，现在是“{chosen}”。请改正后重新启动。")
    return int(chosen)


def words(name: str) -> list[str]:
    """A comma-separated setting as a list."""
    return [word.strip() for word in value(name).split(",") if word.strip()]


def home() -> Path:
    """The folder of this installation; made when absent, closed to other users of the machine."""
    folder = Path(value("GONGKAI_HOME")).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions and forms: from the environment, or generated once and kept in the folder."""
    if chosen := value("GONGKAI_SECRET_KEY"):
        return chosen
    file = folder / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        key = secrets.token_urlsafe(50)
        stream.write(key)
    return key
