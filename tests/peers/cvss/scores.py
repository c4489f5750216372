"""Base scores of all 729 vectors of CVSS 2 by PyPI's cvss, in the order of the metrics and their values.

pip install cvss==3.6 && python tests/peers/cvss/scores.py > tests/fixtures/cvss/version-2.json
"""
import json
from importlib.metadata import version
from itertools import product

from cvss import CVSS2

METRICS = [("AV", "NAL"), ("AC", "LMH"), ("Au", "NSM"), ("C", "NPC"), ("I", "NPC"), ("A", "NPC")]


def vectors():
    for values in product(*(values for _, values in METRICS)):
        yield "/".join(f"{name}:{value}" for (name, _), value in zip(METRICS, values))


scores = [f"{vector} {float(CVSS2(vector).scores()[0])}" for vector in vectors()]
print(json.dumps({"version": f"cvss {version('cvss')}", "scores": scores}, indent=1))
