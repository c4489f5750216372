#!/bin/bash
set -euo pipefail
. /etc/service/settings.env

mkdir -p "$STATE"
trap 'kill "$loop" "$server" 2>/dev/null; echo stopped; exit 0' TERM INT

every() {
  while :; do
    report.sh "$STATE/report.json"
    sleep "$1"
  done
}

case "${1:-serve}" in
  serve)
    every 5 &
    loop=$!
    busybox httpd -f -p "$PORT" -h "$WEB" &
    server=$!
    wait "$server"
    ;;
  *)
    exec "$@"
    ;;
esac
