#!/usr/bin/env python3
"""Who may include whom.

The floors are read from core/CMakeLists.txt: a file of a module may include its own module and
those named after USES, which the build holds to lower floors. Each third-party library has its one
home, so that it can be replaced there. The system's own macros and headers stay in core/platform
and core/net.
"""

import os
import re

import tree

# What an #include starts with, and the places that may write it (folder, or file ending in .h/.cpp).
HOMES = {
    "asio": ["core/net/", "core/proxy/"],
    "httplib.h": ["core/net/web/"],
    "sqlite3.h": ["core/ledger/", "core/collector/store/sqlite/"],
    "libpq": ["core/collector/store/postgres/"],
    "openssl/": ["core/net/", "core/certs/", "core/collector/auth/"],
    "nlohmann/": ["core/base/json.h"],
    "simdjson": ["core/agents/*.cpp", "core/usage/*.cpp"],
    "date/": ["core/budget/*.cpp"],
    "zlib.h": ["core/http/*.cpp"],
    "brotli/": ["core/http/*.cpp"],
    "zstd.h": ["core/http/*.cpp"],
}
SYSTEM_MACROS = re.compile(r"\b(_WIN32|WIN32|__linux__|__APPLE__|__unix__|_MSC_VER|__FreeBSD__)\b")
SYSTEM_HEADERS = re.compile(
    r"^(unistd\.h|fcntl\.h|pwd\.h|poll\.h|dirent\.h|signal\.h|sys/|netinet/|arpa/|linux/|mach/"
    r"|windows\.h|winsock2\.h|ws2|iphlpapi\.h|winternl\.h|io\.h)"
)
SYSTEM_HOMES = ("core/platform/", "core/net/")
# Absent from one of the compilers or libraries we support.
ABSENT_HEADERS = {"format", "expected", "print", "source_location", "stacktrace", "ranges"}


def modules(table_file="core/CMakeLists.txt", function="farebox_module"):
    """Path of each module -> the modules it uses, from the table of core/ or ui/."""
    if not os.path.exists(os.path.join(tree.ROOT, table_file)):
        return {}
    text = re.sub(r"#[^\n]*", "", tree.read(table_file))
    table = {}
    for body in re.findall(function + r"\(([^)]*)\)", text):
        words = body.split()
        uses, section = [], ""
        for word in words[1:]:
            if word in ("FLOOR", "USES", "LINKS", "OPTIONAL"):
                section = word
            elif section == "USES":
                uses.append(word)
        table[words[0]] = uses
    return table


def module_of(path, table):
    """The longest declared module that holds core/<path>."""
    inner = path[len("core/") :]
    holders = [name for name in table if inner.startswith(name + "/")]
    return max(holders, key=len, default=None)


def may_include(path, homes):
    for home in homes:
        folder, _, ending = home.partition("*")
        if path.startswith(folder) and path.endswith(ending):
            return True
    return False


def check_core(report, path, table):
    own = module_of(path, table)
    if own is None:
        report.add("floors", path, 1, "lies in no module of core/CMakeLists.txt")
    for line, name, mark in tree.includes(path):
        if mark == '"' and not name.startswith("core/"):
            report.add("floors", path, line, f'"{name}": core/ includes core/, from the root')
        elif mark == '"':
            other = module_of(name, table)
            if other != own and other not in table.get(own, []):
                report.add("floors", path, line, f'core/{own} does not declare USES {other} ("{name}")')
        elif re.match(r"Q[A-Z]|Qt", name):
            report.add("qt", path, line, f"<{name}>: no Qt in core/")
        elif name in ABSENT_HEADERS:
            report.add("headers", path, line, f"<{name}> is not on all our compilers")
        elif SYSTEM_HEADERS.match(name) and not path.startswith(SYSTEM_HOMES):
            report.add("system", path, line, f"<{name}> belongs in core/platform or core/net")
        for library, homes in HOMES.items():
            if mark == "<" and name.startswith(library) and not may_include(path, homes):
                report.add("libraries", path, line, f"<{name}> belongs in {', '.join(homes)}")
    code = tree.code_only(tree.read(path))
    if not path.startswith(SYSTEM_HOMES):
        for match in SYSTEM_MACROS.finditer(code):
            line = tree.line_of(code, match.start())
            report.add("system", path, line, f"{match.group()} belongs in core/platform or core/net")


def check_ui_floor(report, path, line, name, table):
    own, other = path.split("/")[1], name.split("/")[1]
    if own not in table:
        report.add("floors", path, line, "lies in no module of ui/CMakeLists.txt")
    elif other != own and other not in table[own]:
        report.add("floors", path, line, f'ui/{own} does not declare USES {other} ("{name}")')


def check_outside(report, path, ui_table):
    for line, name, mark in tree.includes(path):
        if mark == '"' and name.startswith("core/") and path.startswith("ui/"):
            if not name.startswith(("core/api/", "core/model/", "core/base/")):
                report.add("floors", path, line, f'"{name}": the UI knows api, model and base only')
        if mark == '"' and name.startswith("ui/") and path.startswith("ui/"):
            check_ui_floor(report, path, line, name, ui_table)
        if mark == '"' and name.startswith("tests/") and not path.startswith("tests/"):
            report.add("floors", path, line, f'"{name}": only tests include tests')


def main():
    report = tree.Report()
    table = modules()
    for path in tree.files("core", endings=(".h", ".cpp")):
        check_core(report, path, table)
    ui_table = modules("ui/CMakeLists.txt", "farebox_ui_module")
    for path in tree.files("app", "ui", endings=(".h", ".cpp")):
        check_outside(report, path, ui_table)
    report.finish(["floors", "qt", "headers", "libraries", "system"])


main()
