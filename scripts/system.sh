#!/bin/sh
# Installs system packages with apt where we may; else says which are missing. Status 0: all are there.
# Asks no network when nothing is missing.
set -eu

say() { printf '%s\n' "$*" >&2; }
has() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

missing=
for package in "$@"; do
  has "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=
elif sudo -n true 2>/dev/null; then as_root="sudo -n"
else as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
  say "缺少系统软件包：${missing# }（没有权限自动安装，可运行：sudo apt-get install$missing）"
  exit 1
fi

say "== 安装系统软件包：${missing# }"
# One of us at a time.
fetch="$as_root flock /var/lib/dpkg apt-get -q -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=60"
# shellcheck disable=SC2086 # words are meant to be split
if ! { $fetch update && DEBIAN_FRONTEND=noninteractive $fetch install -y --no-install-recommends $missing; } \
    >/dev/null 2>&1; then
  say "没有装上：${missing# }（可能没有网络；之后可运行：apt-get install$missing）"
  exit 1
fi
