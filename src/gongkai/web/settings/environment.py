"""What an operator may choose, read from environment variables only; the reference page is made from this table."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, what holds without it, and what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("GONGKAI_HOME", "./var", "存放数据库、收到的文件和密钥的文件夹；须在网站目录之外，定期备份。"),
    Setting(
        "GONGKAI_DATABASE",
        "",
        "数据库地址，例如 postgresql://用户:口令@主机:5432/库名（PostgreSQL 15 以上）；不填时使用 GONGKAI_HOME 下的 SQLite 文件。",
    ),
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
        "GONGKAI_LEDGER_KEY",
        "",
        "台账中比对个人信息用的密钥；不填时自动生成一个，存入 GONGKAI_HOME 下的 ledger_key。"
        "须与数据库分开备份，定下后不能更换：换了以后，以前记下的就无法比对。",
    ),
    Setting(
        "GONGKAI_DATA_KEY",
        "",
        "加密申请人信息用的密钥，可以有几个，以英文逗号分隔：用第一个加密，每一个都可以解密。"
        "不填时自动生成一个，存入 GONGKAI_HOME 下的 data_key。须与数据库分开备份，丢了就打不开申请人的信息。",
    ),
    Setting(
        "GONGKAI_PORTAL_RECEIPT",
        "1",
        "1 表示网上提交申请时给出的回执就是双方的确认，提交之日为收到之日；0 表示须另行与申请人确认，确认之日为收到之日（条例第三十一条）。",
    ),
    Setting(
        "GONGKAI_BASE_URL",
        "http://127.0.0.1:8000",
        "网站的完整地址，用于邮件、后台中的链接和印在公告、指南、审签单上的网址，末尾不带斜线。"
        "正式运行时必须填写；不填时，gongkai serve 以它监听的地址代替，别人打不开。",
    ),
    Setting(
        "GONGKAI_HTTPS",
        "0",
        "1 表示网站只经 HTTPS 访问：登录信息只在加密连接上发送，其他访问一律转到 https，并要求浏览器一年内只用 https。"
        "由前面的反向代理负责加密的，同时设置 GONGKAI_BEHIND_PROXY。",
    ),
    Setting(
        "GONGKAI_BEHIND_PROXY",
        "0",
        "1 表示网站只经反向代理访问，由代理写明 X-Forwarded-Proto（须覆盖访客自己发来的）；没有代理时保持 0，不采信该标头。",
    ),
    Setting("GONGKAI_UPLOAD_MB", "20", "上传文件的大小上限，单位为兆字节。"),
    Setting(
        "GONGKAI_HEADS_DIR",
        "",
        "每天导出的台账链头另存一份的文件夹，应在另一块磁盘或另一台机器上；台账被整段重写时，凭它才能发现。",
    ),
    Setting(
        "GONGKAI_PRIVATE_HOSTS",
        "",
        "在内部网络中的发布平台和采集来源的域名或者 IP 地址，以英文逗号分隔；核对网页、采集时，只有写在这里的可以指向内网地址，其他的一律不读取。",
    ),
    Setting(
        "GONGKAI_CACHE",
        "",
        "多台机器共用的 Redis 的地址，例如 redis://用户:口令@主机:6379/0，用来存放可以重新生成的页面和图片；"
        "须只有本系统能连接。不填时存放在 GONGKAI_HOME 下的 cache 文件夹。",
    ),
    Setting(
        "GONGKAI_SEARCH",
        "",
        "OpenSearch 集群的地址，例如 https://用户:口令@search.example.org:9200，几个节点以英文逗号分隔，口令中的特殊字符用 %xx 表示；"
        "不填时用数据库自己的索引。填写后先运行 gongkai search rebuild。",
    ),
    Setting(
        "GONGKAI_SEARCH_CA",
        "",
        "签发搜索集群证书的机构的证书文件（PEM），集群用自己签发的证书时填写；不填时只信任公认的机构。",
    ),
    Setting(
        "GONGKAI_API_PER_MINUTE", "60", "数据接口不带密钥时，同一地址每分钟最多读取的次数；几台机器各自计数。"
    ),
    Setting(
        "GONGKAI_API_KEY_PER_MINUTE",
        "600",
        "数据接口带密钥时，同一密钥每分钟最多读取的次数；几台机器各自计数。",
    ),
    Setting(
        "GONGKAI_MAIL",
        "",
        "发送提醒邮件的服务器，例如 smtps://用户:口令@mail.example.org:465：smtps 全程加密，smtp+tls 连接后加密（587），"
        "smtp 不加密，只用于本机或者内网；用户和口令中的特殊字符用 %xx 表示。不填时不发邮件。",
    ),
    Setting("GONGKAI_MAIL_FROM", "", "提醒邮件的发件地址，设置了 GONGKAI_MAIL 时必须填写。"),
    Setting(
        "GONGKAI_SMS",
        "",
        "发送提醒短信的方式：写 http:// 或者 https:// 开头的地址时，以 POST 送去 JSON（to 号码，text 内容，id 标识，相同标识只发一次）；"
        "写程序的完整路径时，运行该程序，同样的 JSON 从标准输入读取，正常退出表示已经发出。不填时不发短信。",
    ),
    Setting(
        "GONGKAI_SMS_KEY", "", "短信接口的密钥，放在 Authorization: Bearer 标头中；发送方式是程序时不用。"
    ),
    Setting(
        "GONGKAI_SEAL_COMMAND",
        "",
        "加盖电子印章的程序的完整路径：待盖章的 PDF 从标准输入读取，盖了章的 PDF 写到标准输出；"
        "第一个参数是哪一枚印章（official 机关公章，disclosure 信息公开专用章）；60 秒以内完成，正常退出表示已经盖好。不填时只登记纸面用印。",
    ),
    Setting("GONGKAI_OUTBOX_DAYS", "30", "已办结的后台事务保留的天数，过后清理。"),
    # Read by the engine itself, so they hold for the command line too.
    Setting("GONGKAI_FONTS", "", "放中文字体文件的文件夹，本机没有中文字体时生成 PDF 用；命令行同样适用。"),
    Setting(
        "GONGKAI_LAW_DIR",
        "",
        "本机关自己的规则数据文件夹，其中的文件代替自带的同名文件；命令行同样适用。",
    ),
)


def value(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """What the operator chose for a setting of the table, or its default; KeyError for any other name."""
    setting = {setting.name: setting for setting in SETTINGS}[name]
    return environ.get(name, "").strip() or setting.default


def is_chosen(name: str) -> bool:
    """Whether the operator has said anything about a setting."""
    return bool(os.environ.get(name, "").strip())


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


def fixed_today(folder: Path) -> date | None:
    """The one day on which a demo in this folder lives; None everywhere else."""
    file = folder / "demo_today"
    return date.fromisoformat(file.read_text(encoding="ascii").strip()) if file.exists() else None


def kept_key(folder: Path, name: str) -> str:
    """A key from the environment, or generated once and kept in the folder (GONGKAI_SECRET_KEY in secret_key)."""
    if chosen := value(name):
        return chosen
    file = folder / name.removeprefix("GONGKAI_").lower()
    if not _kept_key(file):
        _make_key(file)
    return _kept_key(file)


def _kept_key(file: Path) -> str:
    """The key in the file; empty when there is none, or only the empty file that a crash or a full disk left."""
    return file.read_text(encoding="ascii").strip() if file.exists() else ""


def _make_key(file: Path) -> None:
    """A new key: written aside and then given its name, so that nobody ever reads half of it."""
    with TemporaryDirectory(dir=file.parent) as scratch:
        part = Path(scratch, "part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(part, file)
        except FileExistsError:  # another process was faster, and its key counts; an empty file is no key
            if not _kept_key(file):
                part.replace(file)
