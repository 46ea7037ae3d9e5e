#!/bin/sh
# Writes requirements/run.txt and dev.txt: exact versions for every platform and Python from 3.11, with hashes,
# and without the address of any index (a mirror is named in UV_DEFAULT_INDEX, never in a file).
set -eu
cd "$(dirname "$0")/.."

lock() {
  to=$1; shift
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --custom-compile-command "make lock" --output-file "requirements/$to.txt" "$@" \
    pyproject.toml requirements/build.in
}

lock run --extra web --extra paper "$@"
# The dev lock takes the versions of the run lock, so that one environment serves both.
lock dev --extra web --extra paper --extra opensearch --extra redis --extra dev --constraint requirements/run.txt "$@"
