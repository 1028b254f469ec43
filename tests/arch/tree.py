"""The source tree as the checks see it, and how they report.

A check collects findings: rule, path, line, what is wrong. A finding is accepted when
exceptions/<rule>.txt lists its path with a reason. An exception that is not needed fails the check
too, so that the lists only shrink; --prune removes such lines.
"""

import os
import re
import sys

# Another root is for check_self.py, which tries each rule on a tree made to break it.
ROOT = os.environ.get("FAREBOX_ARCH_ROOT") or os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
)
EXCEPTIONS = os.path.join(ROOT, "tests", "arch", "exceptions")
SKIPPED_FOLDERS = {".git", "node_modules", "build", ".cache", "__pycache__", "corpus"}


def files(*folders, endings=()):
    """Paths relative to the root, sorted. No folder = the whole tree."""
    found = []
    for folder in folders or ("",):
        for place, names, leaves in os.walk(os.path.join(ROOT, folder)):
            names[:] = [n for n in names if n not in SKIPPED_FOLDERS and not n.startswith("build-")]
            for leaf in leaves:
                if leaf == ".git":  # a linked worktree
                    continue
                if not endings or leaf.endswith(tuple(endings)):
                    found.append(os.path.relpath(os.path.join(place, leaf), ROOT))
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


_TOKENS = re.compile(
    r'R"(?P<tag>[^(\s]*)\((?:.|\n)*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])*'"
    r"|//[^\n]*|/\*(?:.|\n)*?\*/"
)


def code_only(text):
    """C++ without the contents of comments and strings; line numbers stay."""

    def blank(match):
        kept = '"' if match.group().startswith(('"', "R")) else ""
        return kept + "\n" * match.group().count("\n") + kept

    return _TOKENS.sub(blank, text)


def comments(text):
    """(offset, text) of each comment."""
    for match in _TOKENS.finditer(text):
        if match.group().startswith("/"):
            yield match.start(), match.group()


def includes(path):
    """(line number, what is between the quotes or brackets, '"' or '<')"""
    for number, line in enumerate(read(path).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(2), match.group(1)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Report:
    def __init__(self):
        self.findings = {}

    def add(self, rule, path, line, what):
        self.findings.setdefault(rule, []).append((path, line, what))

    def finish(self, rules):
        """Prints what is not accepted and ends the program. `rules` = all this check knows."""
        failed = False
        for rule in rules:
            accepted = _load_exceptions(rule)
            needed = set()
            for path, line, what in self.findings.get(rule, []):
                if path in accepted:
                    needed.add(path)
                    continue
                failed = True
                print(f"{path}:{line}: {what} [{rule}]")
            stale = sorted(set(accepted) - needed)
            if stale and "--prune" in sys.argv:
                _drop_exceptions(rule, stale)
            elif stale:
                failed = True
                for path in stale:
                    print(f"{path}: is a listed exception of {rule} but needs none; run with --prune")
        sys.exit(1 if failed else 0)


def _exceptions_path(rule):
    return os.path.join(EXCEPTIONS, rule + ".txt")


def _load_exceptions(rule):
    """Lines "path  reason"; # starts a comment."""
    accepted = {}
    if os.path.exists(_exceptions_path(rule)):
        with open(_exceptions_path(rule), encoding="utf-8") as file:
            for line in file:
                parts = line.strip().split(None, 1)
                if parts and not parts[0].startswith("#"):
                    if len(parts) < 2:
                        sys.exit(f"{_exceptions_path(rule)}: {parts[0]} has no reason")
                    accepted[parts[0]] = parts[1]
    return accepted


def _drop_exceptions(rule, paths):
    with open(_exceptions_path(rule), encoding="utf-8") as file:
        lines = [line for line in file if (line.split() or [""])[0] not in paths]
    if any(line.strip() and not line.startswith("#") for line in lines):
        with open(_exceptions_path(rule), "w", encoding="utf-8") as file:
            file.writelines(lines)
    else:
        os.remove(_exceptions_path(rule))
