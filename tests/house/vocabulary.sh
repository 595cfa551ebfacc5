#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# What JSON Schema cannot see of the vocabulary: tests/vocabulary/check_vocabulary.py.
#
#   tests/house/vocabulary.sh RESULTS.tap
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh

check 'the vocabulary is complete and consistent' python3 tests/vocabulary/check_vocabulary.py

finish
