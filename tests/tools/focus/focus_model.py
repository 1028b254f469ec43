"""The published rule model of FOCUS, interpreted.

The FinOps Foundation publishes its requirements as data: rules that point at each other, each with
a requirement made of some twenty check functions, a condition under which rows are looked at, and
criteria under which the rule applies to a provider at all. Its own validator needs Python 3.12 and
DuckDB; this interpreter needs the standard library.

A rule is reached from the root of the data set, so the conditions of the rules above it hold too.
Rules marked Dynamic need a human's judgement and are counted only. MAY never fails.
"""
import csv
import datetime
import decimal
import json
import re
from collections import Counter, defaultdict

PASS, FAIL, ABSENT, NOT_APPLICABLE, HUMAN = "pass", "fail", "absent", "not_applicable", "human"
ERROR_WORDS = {"MUST", "MUST NOT"}
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE]-?\d+)?\Z")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
UNIT = re.compile(r"(\d+ )?[A-Z][A-Za-z0-9]*( [A-Z][A-Za-z0-9]*)*(-[A-Z][A-Za-z]*)?(/[A-Z][A-Za-z]*)?\Z")


def number(text):
    try:
        value = decimal.Decimal(text)
    except decimal.InvalidOperation:
        return None
    return value if value.is_finite() else None


def is_date_time(text):
    if not DATE_TIME.match(text):
        return False
    try:
        datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return True


def is_key_value(text):
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and all(
        item is None or isinstance(item, (str, int, float, bool)) for item in value.values())


def same(text, value):
    """A cell (None = null) and a value of the model, which may be a number."""
    if text is None or value is None:
        return text is None and value is None
    if isinstance(value, (int, float)):
        return number(text) == decimal.Decimal(str(value))
    return text == value


FORMATS = {
    "TypeDecimal": lambda text: number(text) is not None,
    "FormatNumeric": lambda text: bool(NUMBER.match(text)),
    "CheckDecimalValue": lambda text: number(text) is not None,
    "TypeDateTime": is_date_time,
    "FormatDateTime": is_date_time,
    "TypeString": lambda text: True,
    "FormatString": lambda text: text == text.strip() and text.isprintable(),
    "FormatUnit": lambda text: bool(UNIT.match(text)),
    "FormatKeyValue": is_key_value,
}


class Table:
    """A CSV file; an empty cell is null."""

    def __init__(self, lines):
        reader = csv.reader(lines)
        self.columns = next(reader)
        self.rows = []
        for cells in reader:
            if len(cells) != len(self.columns):
                raise ValueError(f"line {reader.line_num}: {len(cells)} cells under "
                                 f"{len(self.columns)} columns")
            self.rows.append({name: cell or None for name, cell in zip(self.columns, cells)})


class Model:
    def __init__(self, document, currencies):
        self.rules = document["ModelRules"]
        self.roots = document["ModelDatasets"]["CostAndUsage"]["ModelRules"]
        self.criteria = set(document["ApplicabilityCriteria"])
        self.columns = {rule["Reference"] for rule in self.rules.values()
                        if rule["EntityType"] == "Column"}
        self.currencies = currencies

    def holds(self, check, row):
        """True when `row` satisfies the check."""
        if isinstance(check, list):
            return all(self.holds(item, row) for item in check)
        function = check.get("CheckFunction")
        if function is None:  # {} and, in two rules of the model, {"AND": ...}
            return all(self.holds(item, row) for item in check.values())
        if function == "AND":
            return all(self.holds(item, row) for item in check["Items"])
        if function == "OR":
            return any(self.holds(item, row) for item in check["Items"])
        if function == "CheckModelRule":
            rule = self.rules[check["ModelRuleId"]]["ValidationCriteria"]
            return not self.holds(rule["Condition"], row) or self.holds(rule["Requirement"], row)
        return self.holds_for_cell(function, check, row)

    def holds_for_cell(self, function, check, row):
        if function == "ColumnByColumnEqualsColumnValue":
            factors = [row.get(check[name]) for name in ("ColumnAName", "ColumnBName")]
            product = row.get(check["ResultColumnName"])
            values = [number(text) if text is not None else None for text in (*factors, product)]
            return None in values or values[0] * values[1] == values[2]
        if function in ("CheckSameValue", "CheckNotSameValue"):
            is_same = row.get(check["ColumnAName"]) == row.get(check["ColumnBName"])
            return is_same == (function == "CheckSameValue")
        text = row.get(check["ColumnName"])
        if function == "CheckValue":
            return same(text, check["Value"])
        if function == "CheckNotValue":
            return not same(text, check["Value"])
        if text is None:  # whether null is allowed is a rule of its own
            return True
        if function == "CheckGreaterOrEqualThanValue":
            return number(text) is not None and number(text) >= check["Value"]
        if function in ("CheckNationalCurrency", "FormatCurrency"):
            return text in self.currencies
        return FORMATS[function](text)


class Run:
    """One table against the model, with the criteria that the provider says it supports."""

    def __init__(self, model, table, criteria):
        unknown = set(criteria) - model.criteria
        if unknown:
            raise ValueError(f"no such criteria in the model: {', '.join(sorted(unknown))}")
        self.model, self.table, self.criteria = model, table, set(criteria)
        self.results = {}
        self.messages = defaultdict(list)
        decimal.getcontext().prec = 80
        for root in model.roots:
            self.visit(root, [], True)
        self.check_column_names()

    def visit(self, rule_id, conditions, applies):
        rule = self.model.rules[rule_id]
        criteria = rule["ValidationCriteria"]
        applies = applies and self.criteria >= set(rule["ApplicabilityCriteria"])
        conditions = conditions + [criteria["Condition"]]
        requirement = criteria["Requirement"]
        is_list = requirement.get("CheckFunction") == "AND" and all(
            item.get("CheckFunction") == "CheckModelRule" for item in requirement["Items"])
        if is_list:
            for item in requirement["Items"]:
                self.visit(item["ModelRuleId"], conditions, applies)
            return
        self.results[rule_id] = self.judge(rule_id, rule, requirement, conditions, applies)

    def judge(self, rule_id, rule, requirement, conditions, applies):
        if not applies:
            return NOT_APPLICABLE
        if rule["Type"] == "Dynamic" or not requirement:
            return HUMAN
        if requirement.get("CheckFunction") == "ColumnPresent":
            found = requirement["ColumnName"] in self.table.columns
            return PASS if found else self.fail(rule_id, "the column is absent")
        if rule["EntityType"] == "Column" and rule["Reference"] not in self.table.columns:
            return ABSENT
        rows = [(line, row) for line, row in enumerate(self.table.rows, 2)
                if all(self.model.holds(condition, row) for condition in conditions)]
        if requirement.get("CheckFunction") == "CheckDistinctCount":
            return self.judge_distinct(rule_id, requirement, rows)
        wrong = [line for line, row in rows if not self.model.holds(requirement, row)]
        if not wrong:
            return PASS
        column = rule["Reference"]
        cell = self.table.rows[wrong[0] - 2].get(column)
        return self.fail(rule_id, f"{len(wrong)} rows, first at line {wrong[0]}: {column} is {cell!r}")

    def judge_distinct(self, rule_id, check, rows):
        partners = defaultdict(set)
        for _, row in rows:
            a, b = row.get(check["ColumnAName"]), row.get(check["ColumnBName"])
            if a is not None and b is not None:
                partners[a].add(b)
        for a, found in sorted(partners.items()):
            if len(found) != check["ExpectedCount"]:
                return self.fail(rule_id, f"{check['ColumnAName']} {a!r} has {check['ColumnBName']} "
                                          f"{sorted(found)}")
        return PASS

    def fail(self, rule_id, message):
        self.messages[rule_id].append(message)
        return FAIL

    def check_column_names(self):
        """Rules of the attribute ColumnHandling that the model leaves to a human."""
        own = [name.startswith("x_") for name in self.table.columns]
        misplaced = sorted(own) != own
        foreign = [name for name in self.table.columns
                   if not name.startswith("x_") and name not in self.model.columns]
        twice = [name for name, count in Counter(self.table.columns).items() if count > 1]
        found = {"custom columns after all FOCUS columns": ["misplaced"] if misplaced else [],
                 "custom columns begin with x_": foreign, "each column once": twice}
        for rule, wrong in found.items():
            self.results[rule] = self.fail(rule, str(wrong)) if wrong else PASS

    def word_of(self, rule_id):
        rule = self.model.rules.get(rule_id)
        return rule["ValidationCriteria"]["Keyword"] if rule else "MUST"

    def failures(self, errors=True):
        """Rule ids of broken MUST rules, or of broken SHOULD and RECOMMENDED ones."""
        return [rule_id for rule_id, result in self.results.items()
                if result == FAIL and self.word_of(rule_id) != "MAY"
                and (self.word_of(rule_id) in ERROR_WORDS) == errors]

    def counts(self):
        return Counter(self.results.values())


def load_model(folder):
    with open(f"{folder}/model-1.2.json", encoding="utf-8") as file:
        document = json.load(file)
    with open(f"{folder}/currency_codes.csv", encoding="utf-8") as file:
        currencies = {row[-1] for row in csv.reader(file)}
    return Model(document, currencies)
