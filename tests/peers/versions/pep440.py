# Answers each line `a<TAB>b` with -1, 0, 1: by packaging, and where one is no version of PEP 440, by the last release of it
# that took such (21.3, which pip up to 23 carries), or ? without that.
import sys
import warnings

import packaging
from packaging.version import InvalidVersion, Version

warnings.simplefilter("ignore")
try:
    from pip._vendor.packaging import __version__ as old
    from pip._vendor.packaging.version import LegacyVersion, parse
except ImportError:
    old, parse = "none", None


def compare(a, b):
    try:
        a, b = Version(a), Version(b)
    except InvalidVersion:
        if parse is None:
            return "?"
        a, b = parse(a), parse(b)
    return (a > b) - (a < b)


print(f"packaging {packaging.__version__}, other than PEP 440 by packaging {old}")
for line in sys.stdin:
    print(compare(*line.rstrip("\n").split("\t")))
