#!/usr/bin/env python3
"""tests/ mirrors core/: core/budget/gate.h is tested in tests/core/budget/.

A header that other folders include is a promise; some test of its own folder must be named after it
or include it. What is private to a folder is carried by the tests of what uses it. A test in
tests/core/<folder>/ that includes nothing of core/<folder>/ lies in the wrong place. What nothing
tests yet is listed in exceptions/untested.txt with the reason.
"""

import os

import tree

SYSTEMS = {"linux", "macos", "windows", "posix", "profiles"}


def without_system(path):
    """core/platform/linux/process.cpp and core/platform/process.h -> platform/process"""
    parts = os.path.splitext(path)[0].split("/")[1:]
    return "/".join(part for part in parts if part not in SYSTEMS)


def folder_of(name):
    return name.rsplit("/", 1)[0]


def core_includes(path):
    return {name for _, name, mark in tree.includes(path) if mark == '"' and name.startswith("core/")}


def tested_names(report):
    tested = set()
    for path in tree.files("tests/core", endings=("_test.cpp",)):
        name = path[len("tests/core/") : -len("_test.cpp")]
        used = {without_system(header) for header in core_includes(path)}
        # Helpers of a test folder may include for it.
        for _, helper, mark in tree.includes(path):
            if mark == '"' and helper.startswith("tests/core/"):
                used |= {without_system(header) for header in core_includes(helper)}
        if not any(folder_of(other) == folder_of(name) for other in used):
            report.add("misplaced_tests", path, 1, f"includes nothing of core/{folder_of(name)}")
        tested |= used | {name}
    return tested


def public_headers():
    """Headers that a file outside their folder includes."""
    found = set()
    for path in tree.files("core", "app", "ui", endings=(".h", ".cpp")):
        for header in core_includes(path):
            if folder_of(without_system(header)) != folder_of(without_system(path)):
                found.add(header)
    return sorted(found)


def has_code(header):
    """True when the header has a .cpp of its own; data and templates are seen where they are used."""
    stem = os.path.splitext(header)[0]
    folder, leaf = stem.rsplit("/", 1)
    places = [folder] + [f"{folder}/{system}" for system in sorted(SYSTEMS)]
    return any(os.path.exists(os.path.join(tree.ROOT, place, leaf + ".cpp")) for place in places)


def main():
    report = tree.Report()
    tested = tested_names(report)
    for header in public_headers():
        if has_code(header) and without_system(header) not in tested:
            report.add("untested", header, 1, f"no test in tests/core/{folder_of(without_system(header))} uses it")
    report.finish(["misplaced_tests", "untested"])


main()
