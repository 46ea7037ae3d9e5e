#!/bin/sh
# A Redis server for the tests of the store that several machines share; without one these tests are skipped, and we say so.
# The tests start one of their own, which keeps nothing and listens on a socket in a temporary folder only.
set -eu
cd "$(dirname "$0")/.."

command -v redis-server >/dev/null && exit 0
scripts/system.sh redis-server || true
command -v redis-server >/dev/null \
  || printf '%s\n' "没有 Redis：几台机器共用的页面存储这次没有检查。" >&2
