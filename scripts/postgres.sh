#!/bin/sh
# Runs a command beside a PostgreSQL server of its own: `scripts/postgres.sh COMMAND …`; GONGKAI_TEST_DATABASE names it.
# The server listens on a socket in a temporary folder only, forgets everything in a crash (tests need no disk), and goes
# with its folder when the command ends. Where none can be had, we say so and the status is 0; the command is not run,
# or with --anyway (before the command) without such a server.
set -eu
cd "$(dirname "$0")/.."

anyway=
if [ "$1" = --anyway ]; then anyway=yes; shift; fi
say() { printf '%s\n' "$*" >&2; }
skip() { say "$1：PostgreSQL 上的部分将跳过，这次只在 SQLite 上进行。"; [ -n "$anyway" ] || exit 0; }
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
if [ -z "$bin" ]; then skip "没有 PostgreSQL"; exec "$@"; fi

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
  "$@"
  exit
fi
rm -f "$home.out"

GONGKAI_TEST_DATABASE="postgresql:///gongkai?host=$home&user=gongkai" "$@"
