<?php
// Answers each line `a<TAB>b` with -1, 0, 1.
echo 'PHP ', PHP_VERSION, "\n";
while (($line = fgets(STDIN)) !== false) {
    [$a, $b] = explode("\t", rtrim($line, "\n"));
    echo version_compare($a, $b), "\n";
}
