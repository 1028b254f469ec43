#!/usr/bin/env python3
"""What is generated from resources/policy/schema.json is fresh and holds together: every key in
every output, well-formed XML, every string that the ADMX names in the ADML."""

import os
import subprocess
import sys

import tree

sys.exit(subprocess.run([sys.executable, "-B", os.path.join(tree.ROOT, "resources/policy/generate.py"), "--check"],
                        check=False).returncode)
