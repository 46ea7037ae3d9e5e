#!/bin/sh
# Makes .venv hold what one of the lock files names: `scripts/setup.sh run` or `scripts/setup.sh dev`.
# Does nothing, and asks no network, when the stamp of that lock file is there.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
venv=.venv

say() { printf '%s\n' "$*" >&2; }
stamp_of() { echo "$venv/.stamp-$1-$(cat "requirements/$1.txt" pyproject.toml | cksum | tr -c '0-9\n' -)"; }
works() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
    if [ -n "$name" ] && works "$name"; then echo "$name"; return; fi
  done
  say "找不到 Python 3.11 或更新的版本。请先安装：apt-get install python3 python3-venv；或用 PYTHON=路径 指定。"
  return 1
}

make_venv() {
  python=$(find_python)
  say "== 建立虚拟环境 $venv（$("$python" --version)）"
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    scripts/system.sh python3-venv || true
  fi
  rm -rf "$venv"
  if ! "$python" -m venv "$venv"; then
    say "无法建立虚拟环境。请先安装：apt-get install python3-venv，并确认对当前目录有写权限，然后重试。"
    return 1
  fi
}

[ -w . ] || [ -d "$venv" ] || { say "当前目录不可写，无法建立 $venv。请换到自己的副本里运行。"; exit 1; }
# An interrupted start leaves an environment without pip.
{ works "$venv/bin/python" && "$venv/bin/python" -c 'import pip'; } 2>/dev/null || make_venv
# The dev lock holds everything of the run lock.
if [ -e "$(stamp_of "$wanted")" ] || [ -e "$(stamp_of dev)" ]; then exit 0; fi

say "== 安装 requirements/$wanted.txt（按锁定的版本与哈希）"
# For tests only what they use is compiled, when they use it; a site may be served by somebody who cannot write here.
if [ "$wanted" = dev ]; then compile=--no-compile; else compile=--compile; fi
if ! "$venv/bin/python" -m pip install -qq "$compile" --disable-pip-version-check --require-hashes \
    -r "requirements/$wanted.txt"; then
  say "依赖没有装全：第一次安装需要能访问 Python 软件包源（可用 PIP_INDEX_URL 指定镜像）。接通后重试即可。"
  exit 1
fi
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
rm -f "$venv/.stamp-$wanted-"*
touch "$(stamp_of "$wanted")"
