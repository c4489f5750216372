#!/bin/sh
# Every page that the build makes is there.
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
  test -s "public/2025-$month.html" || { echo "missing month $month"; exit 1; }
done
