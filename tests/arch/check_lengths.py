#!/usr/bin/env python3
"""Files and functions a reader can hold in mind.

Aims are 250 lines a file, 80 a header, 30 a function; this refuses 600, 250 and 60. What needs more
is listed with its reason in exceptions/lengths.txt.
"""

import re

import tree

MAX_SOURCE = 600
MAX_HEADER = 250
MAX_FUNCTION = 60

_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_CONTROL = re.compile(r"^\s*(if|for|while|switch|catch|do|else|try)\b")


def kind_of(header, before):
    """What an opening brace starts, from the text since the last statement."""
    if before and (before.isalnum() or before in "_>"):
        return "initializer"
    text = header.strip()
    if _CONTROL.match(text):
        return "block"
    if ")" in text and not text.endswith(("=", ",", "(")):
        return "function"
    if _SCOPE.search(text):
        return "scope"
    return "block"


def functions(code):
    """(first line, length) of each function body that lies in a namespace or class."""
    stack, header, start = [], "", 0
    for offset, char in enumerate(code):
        if char == "{":
            kind = kind_of(header, code[offset - 1] if offset else "")
            stack.append((kind, offset, start))
            if kind != "initializer":
                header, start = "", offset + 1
        elif char == "}" and stack:
            kind, opened, began = stack.pop()
            inside = any(k == "function" for k, _, _ in stack)
            if kind == "function" and not inside:
                first = tree.line_of(code, opened)
                yield first, tree.line_of(code, offset) - first + 1
            if kind != "initializer":
                header, start = "", offset + 1
        elif char == ";":
            header, start = "", offset + 1
        else:
            header += char


def main():
    report = tree.Report()
    for path in tree.files("core", "app", "ui", "tests", endings=(".h", ".cpp")):
        text = tree.read(path)
        size = text.count("\n")
        limit = MAX_HEADER if path.endswith(".h") else MAX_SOURCE
        if size > limit:
            report.add("lengths", path, 1, f"{size} lines; more than {limit}")
        for line, length in functions(tree.code_only(text)):
            if length > MAX_FUNCTION:
                report.add("lengths", path, line, f"a function of {length} lines; more than {MAX_FUNCTION}")
    report.finish(["lengths"])


main()
