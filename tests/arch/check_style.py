#!/usr/bin/env python3
"""Rules of style that are patterns: what our code never writes, and what every header opens with."""

import re

import tree

SOURCES = (".h", ".cpp")

# rule, folders, pattern in code without comments and strings, why
NEVER = [
    ("throw", ["core/", "app/"], r"\bthrow\b(?!\s*\()", "expected failures are Result<T>"),
    ("throw", ["core/", "app/"], r"\bstd::sto(i|l|ll|ul|ull|f|d|ld)\b", "throws; parse with from_chars"),
    ("output", ["core/"], r"\bstd::(cout|cerr|clog)\b", "core/ logs or returns; it does not print"),
    ("locks", ["core/", "app/"], r"\bstd::(mutex|lock_guard|unique_lock|scoped_lock|shared_mutex)\b",
     "only base/mutex.h's Mutex is seen by the thread safety analysis"),
    ("singletons", ["core/", "app/"], r"\binstance\(\)", "main() constructs and passes"),
    ("namespaces", ["core/", "app/"], r"^using namespace (?!std::(string_view_)?literals|std::chrono_literals)",
     "write the names"),
    ("new", ["core/", "app/"], r"(?<![\w.>:])new\s+[A-Za-z_:]", "unique_ptr owns"),
    ("floats", ["core/pricing/", "core/model/", "core/ledger/", "core/base/money"],
     r"\b(float|double)\b", "no float touches money"),
]
# The one place that may.
HOMES = {("locks", "core/base/mutex.h")}
# In comments.
NEVER_SAID = [
    ("licence", r"SPDX-License|Copyright \(c\)|Licensed under", "no licence blocks"),
    ("history", r"(?i)\b(no longer|now uses|changed from|used to be)\b",
     "a comment justifies the current state; the commit says what changed"),
]


def applies(path, folders):
    return any(path.startswith(folder) for folder in folders)


def check_patterns(report, path, text):
    code = tree.code_only(text)
    for rule, folders, pattern, why in NEVER:
        if applies(path, folders) and (rule, path) not in HOMES:
            for match in re.finditer(pattern, code, re.MULTILINE):
                # A private constructor leaves only unique_ptr<T>(new T(...)).
                if rule == "new" and re.search(r"_ptr<[^;{}]*$", code[: match.start()]):
                    continue
                line = tree.line_of(code, match.start())
                report.add(rule, path, line, f"{match.group().strip()}: {why}")
    for start, comment in tree.comments(text):
        for rule, pattern, why in NEVER_SAID:
            for match in re.finditer(pattern, comment):
                line = tree.line_of(text, start + match.start())
                report.add(rule, path, line, f"{match.group()}: {why}")


def check_form(report, path, text):
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if "\t" in line or line != line.rstrip():
            report.add("blanks", path, number, "a tab, or blanks at the end")
    if path.endswith(".h") and (not lines or lines[0] != "#pragma once"):
        report.add("headers_open", path, 1, "a header begins with #pragma once")
    # Before the first include or declaration: what the file is for.
    is_public = path.endswith(".h") and path.startswith(("core/", "ui/"))
    if is_public and not any(line.startswith("//") for line in lines[1:4]):
        report.add("headers_open", path, 2, "a header opens with a comment: what it is for")


def main():
    report = tree.Report()
    for path in tree.files("core", "app", "ui", "tests", endings=SOURCES):
        text = tree.read(path)
        check_patterns(report, path, text)
        check_form(report, path, text)
    rules = [rule for rule, *_ in NEVER] + [rule for rule, *_ in NEVER_SAID]
    report.finish(list(dict.fromkeys(rules)) + ["blanks", "headers_open"])


main()
