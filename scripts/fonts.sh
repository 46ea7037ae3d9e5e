#!/bin/sh
# A Chinese font for PDF files, tried once for each environment; without one the site says so where a PDF is asked for.
set -eu
cd "$(dirname "$0")/.."
stamp=.venv/.stamp-fonts

if [ -e "$stamp" ] || { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }; then exit 0; fi
scripts/system.sh fonts-noto-cjk \
  || printf '%s\n' "没有中文字体：网站暂不能生成 PDF，其他格式不受影响。安装后即可：apt-get install fonts-noto-cjk" >&2
touch "$stamp"
