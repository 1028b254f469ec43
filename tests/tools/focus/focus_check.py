#!/usr/bin/env python3
"""Checks a FOCUS 1.2 file against the published rule model.

    focus_check.py <file.csv> [--criteria A,B,...] [--model-folder <folder>]

Prints what was judged and each broken rule. Exit: 0 no MUST is broken, 1 one is, 77 the model is
not there (skipped). The model (model-1.2.json, currency_codes.csv) is looked for in
$FAREBOX_SHARED/focus, else ../shared/focus beside the repository.
"""
import argparse
import os
import sys

import focus_model

SKIPPED = 77
# What vendors of models do: publish prices by the token, meter usage, negotiate, name accounts.
CRITERIA = ("ACCOUNT_NAMING_SUPPORTED,MULTIPLE_PRICING_CATEGORIES_SUPPORTED,"
            "NEGOTIATED_PRICING_SUPPORTED,PUBLIC_PRICE_LIST_SUPPORTED,TAGGING_SUPPORTED,"
            "UNIT_PRICING_SUPPORTED,USAGE_MEASUREMENT_SUPPORTED")


def model_folder():
    repository = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
        os.path.abspath(__file__)))))
    shared = os.environ.get("FAREBOX_SHARED") or os.path.join(repository, "..", "shared")
    return os.path.join(shared, "focus")


def is_there(folder):
    return os.path.exists(os.path.join(folder, "model-1.2.json"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--criteria", default=CRITERIA)
    parser.add_argument("--model-folder", default=model_folder())
    arguments = parser.parse_args()
    if not is_there(arguments.model_folder):
        print(f"SKIP: no rule model in {arguments.model_folder}")
        return SKIPPED
    model = focus_model.load_model(arguments.model_folder)
    with open(arguments.file, encoding="utf-8", newline="") as file:
        table = focus_model.Table(file)
    run = focus_model.Run(model, table, arguments.criteria.split(","))
    counts = run.counts()
    print(f"{len(table.rows)} rows; rules: " + ", ".join(
        f"{counts[name]} {name}" for name in ("pass", "fail", "absent", "not_applicable", "human")))
    for errors, word in ((True, "BROKEN"), (False, "advice")):
        for rule_id in run.failures(errors):
            print(f"{word} {rule_id}: {'; '.join(run.messages[rule_id])}")
    return 1 if run.failures() else 0


if __name__ == "__main__":
    sys.exit(main())
