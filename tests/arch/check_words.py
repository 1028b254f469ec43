#!/usr/bin/env python3
"""Words that do not belong in a finished tree: marks of unfinished work, and the names of places
where it was made. The latter are kept as hashes, so that this file does not hold them either;
`check_words.py --hash <name>` prints the line to add."""

import hashlib
import re
import sys

import tree

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|lor" r"em ipsum)\b")
# Two path segments or a host name.
NAMES = re.compile(r"/[\w.-]+/[\w.-]+|[\w-]+(?:\.[\w-]+)+|\.[a-z]{4,}")
TEXT_ENDINGS = (".h", ".cpp", ".cmake", ".txt", ".py", ".sh", ".md", ".json", ".yml", ".toml", ".service")
FOREIGN_HASHES = {
    "f2af6c097ab83376",
    "bbb98a33b1e04c2f",
    "bf529d5bdf18c514",
    "5ee91fe15bec342f",
    "4ea91362a1443499",
    "d7b6bc71143d57ee",
    "e975317ed18b779b",
    "de577664aaae9c0e",
    "d838dadc6d70ed22",
    "71a845497c5e2a85",
    "30729abd4f49c02d",
}


def digest(name):
    return hashlib.sha256(name.lower().encode()).hexdigest()[:16]


def texts():
    for path in tree.files():
        leaf = path.rsplit("/", 1)[-1]
        if path.endswith(TEXT_ENDINGS) or "." not in leaf or leaf.startswith("."):
            if leaf != "package-lock.json":
                yield path, tree.read(path)


def main():
    if "--hash" in sys.argv:
        print(f'    "{digest(sys.argv[-1])}",')
        return
    report = tree.Report()
    for path, text in texts():
        for match in UNFINISHED.finditer(text):
            report.add("unfinished", path, tree.line_of(text, match.start()), match.group())
        for match in NAMES.finditer(text):
            if digest(match.group()) in FOREIGN_HASHES:
                line = tree.line_of(text, match.start())
                report.add("workplace", path, line, "the name of a place outside this repository")
    report.finish(["unfinished", "workplace"])


main()
