#!/usr/bin/env python3
"""Each rule of the other checks fires on a small tree that breaks it, stays quiet on one that does
not, and refuses an exception that is not needed."""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = "farebox_module(base FLOOR 0)\nfarebox_module(net FLOOR 1 USES base)\nfarebox_module(usage FLOOR 2 USES base)\n"
CLEAN = {
    "core/CMakeLists.txt": TABLE,
    "ui/CMakeLists.txt": "farebox_ui_module(base FLOOR 0)\nfarebox_ui_module(tray FLOOR 1 USES base)\n",
    "ui/tray/a.cpp": '#include "ui/base/a.h"\n',
    "core/base/a.h": "#pragma once\n// A.\n",
    "core/base/a.cpp": '#include "core/base/a.h"\n\nint f() { return 1; }\n',
    "core/base/e.cpp": "int g() { return 2; }\n",
    "core/usage/b.cpp": '#include "core/base/a.h"\n',
    "tests/core/base/a_test.cpp": '#include "core/base/a.h"\n',
}
LONG = "int f() {\n" + "    g();\n" * 70 + "}\n"
# check, rule it must name, file, text
BROKEN = [
    ("layers", "floors", "core/base/a.cpp", '#include "core/usage/b.h"\n'),
    ("layers", "floors", "core/net/c.cpp", '#include "core/usage/b.h"\n'),
    ("layers", "floors", "core/stray/c.cpp", "int f();\n"),
    ("layers", "floors", "core/net/c.cpp", '#include "stream.h"\n'),
    ("layers", "floors", "ui/tray/c.cpp", '#include "core/usage/b.h"\n'),
    ("layers", "floors", "ui/base/c.cpp", '#include "ui/tray/b.h"\n'),
    ("layers", "qt", "core/base/c.cpp", "#include <QString>\n"),
    ("layers", "headers", "core/base/c.cpp", "#include <format>\n"),
    ("layers", "libraries", "core/usage/c.cpp", "#include <asio.hpp>\n"),
    ("layers", "libraries", "core/usage/c.cpp", "#include <nlohmann/json.hpp>\n"),
    ("layers", "libraries", "core/usage/c.h", "#include <simdjson.h>\n"),
    ("layers", "system", "core/base/c.cpp", "#ifdef _WIN32\n#endif\n"),
    ("layers", "system", "core/base/c.cpp", "#include <unistd.h>\n"),
    ("lengths", "lengths", "core/base/c.cpp", LONG),
    ("lengths", "lengths", "core/base/c.cpp", "namespace a {\nC::C() : x_{1} {\n" + "    g();\n" * 70 + "}\n}\n"),
    ("lengths", "lengths", "core/base/c.h", "#pragma once\n// C.\n" + "int f();\n" * 260),
    ("style", "throw", "core/base/c.cpp", "void f() { throw 1; }\n"),
    ("style", "output", "core/base/c.cpp", "void f() { std::cout << 1; }\n"),
    ("style", "locks", "core/base/c.cpp", "std::mutex m;\n"),
    ("style", "new", "core/base/c.cpp", "int* f() { return new int; }\n"),
    ("style", "floats", "core/pricing/c.cpp", "double f();\n"),
    ("style", "licence", "core/base/c.cpp", "// SPDX-License-Identifier: X\n"),
    ("style", "history", "core/base/c.cpp", "// This no" + " longer waits.\n"),
    ("style", "blanks", "core/base/c.cpp", "int f(); \n"),
    ("style", "headers_open", "core/base/c.h", "// C.\n#pragma once\n"),
    ("style", "headers_open", "core/base/c.h", "#pragma once\n\n#include <string>\n\nint f();\n"),
    ("words", "unfinished", "core/base/c.cpp", "// TO" + "DO\n"),
    ("mirror", "misplaced_tests", "tests/core/base/c_test.cpp", '#include "core/net/c.h"\n'),
    ("mirror", "untested", "core/usage/b.cpp", '#include "core/base/e.h"\n'),
]
QUIET = {
    "core/base/c.cpp": '// throw, _WIN32, double\nconst char* f() { return "throw std::cout _WIN32"; }\n',
    "core/base/d.cpp": "auto f() { return std::unique_ptr<T>(\n    new T(1)); }\n",
}


def run(check, files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        result = subprocess.run(
            [sys.executable, "-B", os.path.join(HERE, f"check_{check}.py")],
            env={**os.environ, "FAREBOX_ARCH_ROOT": root}, capture_output=True, text=True, check=False,
        )
        return result.returncode, result.stdout + result.stderr


def main():
    failures = []
    for check in ("layers", "lengths", "style", "words", "mirror"):
        code, output = run(check, {**CLEAN, **QUIET})
        if code != 0:
            failures.append(f"{check} complains about a clean tree:\n{output}")
        stale = {"tests/arch/exceptions/%s.txt" % rule: "core/none.cpp  why\n"
                 for rule in ("floors", "lengths", "throw", "unfinished", "untested")}
        if run(check, {**CLEAN, **stale})[0] == 0:
            failures.append(f"{check} accepts an exception that is not needed")
    for check, rule, path, text in BROKEN:
        code, output = run(check, {**CLEAN, path: text})
        if code == 0 or f"[{rule}]" not in output:
            failures.append(f"{check} misses {rule} in {path}: {text.splitlines()[0]!r}\n{output}")
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


main()
