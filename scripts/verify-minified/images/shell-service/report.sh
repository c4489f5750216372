#!/bin/sh
# Counts the words of what is served, and says so in JSON.
set -e
words=$(find /srv/www -name '*.txt' -print0 | xargs -0 cat | tr -s ' ' '\n' | sort -u | wc -l)
jq -n --argjson words "$words" '{words: $words, from: "report"}' > "$1.new"
mv "$1.new" "$1"
