#!/bin/sh
# Chromium and a Chinese font for the browser tests; without them these tests are skipped, and we say so.
set -eu
cd "$(dirname "$0")/.."

has_browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { command -v fc-list && [ -n "$(fc-list :lang=zh-cn)" ]; }

if has_browser >/dev/null && has_font >/dev/null; then exit 0; fi
scripts/system.sh fonts-noto-cjk || true
# The one that draws no window works three times as fast; not every system has it.
has_browser >/dev/null || scripts/system.sh chromium-headless-shell || scripts/system.sh chromium || true
has_browser >/dev/null || printf '%s\n' "没有 Chromium：浏览器测试将跳过，网页在真实浏览器里的表现这次没有检查。" >&2
has_font >/dev/null || printf '%s\n' "没有中文字体：浏览器测试的截图里汉字会显示为方框。" >&2
