# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# pip install ./bindings/python && python evaluate.py 2025-10-27 < person.json
import json
import sys

import cobijo

if len(sys.argv) != 2:
    sys.exit(1)
try:
    law = cobijo.rulebook().at(sys.argv[1])
    for protection in law.evaluate(json.load(sys.stdin)).values():
        print(f"{protection.id}: {protection.status}")
except cobijo.Error as error:
    sys.exit(str(error))
