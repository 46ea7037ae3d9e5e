#!/bin/sh
# Runs a command beside a PostgreSQL server of its own: `scripts/postgres.sh COMMAND …`; GONGKAI_TEST_DATABASE names it.
# The server listens on a socket in a temporary folder only, forgets everything in a crash (tests need no disk), and goes
# with its folder when the command ends. Where none can be had, the command is not run, we say so, and the status is 0.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
skip() { say "$1：PostgreSQL 上的测试将跳过，这次只在 SQLite 上检查。"; exit 0; }
programs() {
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
  done
}
# The server refuses to run as root: then it runs as a user who owns nothing but its folder.
as_owner() { if [ -n "$owner" ]; then runuser -u "$owner" -- "$@"; else "$@"; fi; }
finish() {
  status=$?
  trap - EXIT
  if [ -e "$home/data/postmaster.pid" ]; then as_owner "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null || true; fi
  rm -rf "$home"
  exit "$status"
}

[ -n "$(programs)" ] || scripts/system.sh postgresql || true
bin=$(programs)
[ -n "$bin" ] || skip "没有 PostgreSQL"

# A socket's path is at most 107 bytes long.
home=$(mktemp -d "${TMPDIR:-/tmp}/gongkai-postgres-XXXXXX")
owner=
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if [ "$(id -u)" = 0 ]; then
  if id postgres >/dev/null 2>&1; then owner=postgres; else owner=nobody; fi
  chown "$owner" "$home"
fi
started() {
  cd "$home" || return
  as_owner "$bin/initdb" -D data -U gongkai --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
    as_owner "$bin/pg_ctl" -D data -l "$home/log" -w -o "-k $home -c listen_addresses= $options" start
}
options="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
if ! (started) >"$home.out" 2>&1; then
  tail -n 5 "$home.out" "$home/log" >&2 2>/dev/null || true
  rm -f "$home.out"
  skip "PostgreSQL 没有启动"
fi
rm -f "$home.out"

GONGKAI_TEST_DATABASE="postgresql:///gongkai?host=$home&user=gongkai" "$@"
