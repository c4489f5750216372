#!/bin/sh
# Builds the site: one page per month, and the year's tides as CSV.
set -eu
mkdir -p public
cp assets/*.svg site/style.css public/
# A tide as two triangle waves: Debian's busybox has no sine.
awk 'function wave(time, period) {
  phase = time / period - int(time / period)
  return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
}
BEGIN {
  print "time,height_m"
  for (hour = 0; hour < 8760; hour++)
    for (quarter = 0; quarter < 4; quarter++) {
      t = hour + quarter / 4
      height = 2.1 * wave(t, 12.42) + 0.7 * wave(t, 12)
      printf "2025-%05.1f:%02d,%.3f\n", hour / 24, quarter * 15, height
      print "computed " t " " height > "public/debug.log"
    }
}' > public/tides.csv
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
  sed -e "s/MONTH/$month/g" -e "s/TITLE/${SITE_TITLE:-Tides}/g" site/month.html > "public/2025-$month.html"
  echo "wrote public/2025-$month.html"
done
cp public/2025-01.html public/index.html
