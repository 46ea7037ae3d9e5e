"""Seals everything that is known of applicants, the addresses of alerts, and the keys of second factors, under the first of
the keys, so that the others may go.

Exit status: 0 all of it lies under the first key, 1 something opens with none of the keys.
"""

import sys
from typing import Any

from gongkai.web.accounts.actions import reseal as reseal_devices
from gongkai.web.alerts.actions import reseal as reseal_alerts
from gongkai.web.applications.actions.identity import reseal
from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand


class Command(SiteCommand):
    help = (
        "用新的密钥重新加密申请人信息、邮件订阅的地址和第二道登录验证的密钥。先把新密钥写在 GONGKAI_DATA_KEY（或者 data_key 文件）的最前面，"
        "旧密钥留在后面，重新启动网站，再运行这个命令；中断了可以再运行，接着办。全部办完后，才可以去掉旧密钥。"
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        total = reseal_alerts() + reseal_devices(at=clock.now())
        for counted in reseal(at=clock.now()):
            total += counted
        self.stdout.write(f"重新加密 {total.done} 份，原来已经用新密钥加密的 {total.kept} 份。")
        if total.unreadable:
            self.stderr.write(
                f"{total.unreadable} 份用现有的密钥都打不开，没有改动。请把当时的密钥加在 GONGKAI_DATA_KEY 的后面，再运行一次。"
            )
            sys.exit(1)
        self.stdout.write("旧密钥现在可以去掉；备份中的数据仍要用旧密钥打开，请与备份一起保存到备份到期。")
