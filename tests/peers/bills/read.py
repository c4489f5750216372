"""Reads a CycloneDX bill and an SPDX document with the libraries of those formats, cyclonedx-python-lib and spdx-tools.

python3 read.py BILL.cdx.json DOCUMENT.spdx.json: prints as JSON what each found wrong, and the package URLs that it read.
"""

import json
import sys
from importlib.metadata import version

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document


def cyclonedx(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    bom = Bom.from_json(json.loads(text))
    return {
        "reader": f"cyclonedx-python-lib {version('cyclonedx-python-lib')}",
        "wrong": [] if wrong is None else [str(wrong)],
        "purls": [str(one.purl) for one in bom.components if one.purl is not None],
    }


def spdx(path):
    document = parse_file(path)
    wrong = validate_full_spdx_document(document)
    return {
        "reader": f"spdx-tools {version('spdx-tools')}",
        "wrong": [one.validation_message for one in wrong],
        "purls": [
            reference.locator
            for package in document.packages
            for reference in package.external_references
            if reference.reference_type == "purl"
        ],
    }


print(json.dumps({"cyclonedx": cyclonedx(sys.argv[1]), "spdx": spdx(sys.argv[2])}))
