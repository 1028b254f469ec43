#!/usr/bin/env python3
"""The checker itself: a good file passes, and each planted error is found by the rule it breaks."""
import sys
import unittest

import focus_check
import focus_model

GOOD = {
    "BilledCost": "0.0375", "BillingAccountId": "acme/anthropic", "BillingAccountName": "acme",
    "BillingCurrency": "USD", "BillingPeriodEnd": "2026-05-01T00:00:00Z",
    "BillingPeriodStart": "2026-04-01T00:00:00Z", "ChargeCategory": "Usage", "ChargeClass": "",
    "ChargeDescription": "tokens", "ChargeFrequency": "Usage-Based",
    "ChargePeriodEnd": "2026-04-03T00:00:00Z", "ChargePeriodStart": "2026-04-02T00:00:00Z",
    "ConsumedQuantity": "7500", "ConsumedUnit": "Tokens", "ContractedCost": "0.0375",
    "ContractedUnitPrice": "5", "EffectiveCost": "0.0375", "InvoiceIssuerName": "Anthropic",
    "ListCost": "0.0375", "ListUnitPrice": "5", "PricingCategory": "Standard",
    "PricingQuantity": "0.0075", "PricingUnit": "1000000 Tokens", "ProviderName": "Anthropic",
    "PublisherName": "Anthropic", "ServiceCategory": "AI and Machine Learning",
    "ServiceName": "Claude API", "ServiceSubcategory": "Generative AI", "SkuId": "opus",
    "SkuMeter": "output_tokens", "SkuPriceDetails": '{"x_TokenType":"output_tokens"}',
    "SkuPriceId": "opus/output", "Tags": '{"team":"payments"}', "x_AgentId": "claude-code",
}

# column -> wrong cell, and the rule that must notice
PLANTED = [
    ("ChargeFrequency", "Daily", "ChargeFrequency-C-003-M"),
    ("ConsumedUnit", "", "ConsumedUnit-C-006-C"),
    ("ListCost", "0.0374999", "ListCost-C-009-C"),
    ("ContractedUnitPrice", "5.000000001", "ContractedUnitPrice-C-011-C"),
    ("ListUnitPrice", "-5", "ListUnitPrice-C-008-M"),
    ("BilledCost", "", "BilledCost-C-003-M"),
    ("BilledCost", "1,000", "BilledCost-C-002-M"),
    ("BillingCurrency", "Credits", "BillingCurrency-C-006-M"),
    ("ChargeCategory", "usage", "ChargeCategory-C-003-M"),
    ("ChargeClass", "Late", "ChargeClass-C-005-C"),
    ("ChargePeriodStart", "2026-04-02", "ChargePeriodStart-C-002-M"),
    ("InvoiceIssuerName", "A reseller", "BilledCost-C-005-C"),
    ("PricingUnit", "", "PricingUnit-C-006-C"),
    ("ServiceSubcategory", "Databases", "ServiceSubcategory-C-003-M"),
    ("SkuPriceId", "", "SkuPriceId-C-005-C"),
    ("Tags", '{"team":{"name":"payments"}}', "Tags-C-001-M"),
]


def lines_of(*rows):
    columns = list(rows[0])
    quote = lambda text: '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text
    return [",".join(columns)] + [",".join(quote(row[name]) for name in columns) for row in rows]


class FocusCheckTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = focus_model.load_model(focus_check.model_folder())

    def run_on(self, *rows):
        return focus_model.Run(self.model, focus_model.Table(lines_of(*rows)),
                               focus_check.CRITERIA.split(","))

    def test_passes_a_good_file_and_judges_most_rules(self):
        run = self.run_on(GOOD, GOOD)
        self.assertEqual(run.failures(), [])
        self.assertGreater(run.counts()["pass"], 150)

    def test_finds_each_planted_error(self):
        for column, cell, rule_id in PLANTED:
            with self.subTest(column=column, cell=cell):
                self.assertIn(rule_id, self.run_on(GOOD, {**GOOD, column: cell}).failures())

    def test_finds_a_missing_column(self):
        row = {name: cell for name, cell in GOOD.items() if name != "EffectiveCost"}
        self.assertIn("CostAndUsage-D-031-M", self.run_on(row).failures())

    def test_finds_a_price_of_two_models(self):
        self.assertIn("SkuPriceId-C-008-M", self.run_on(GOOD, {**GOOD, "SkuId": "son"}).failures())

    def test_finds_columns_of_our_own_without_mark_or_out_of_place(self):
        self.assertIn("custom columns begin with x_", self.run_on({**GOOD, "Agent": "a"}).failures())
        self.assertIn("custom columns after all FOCUS columns",
                      self.run_on({"x_First": "1", **GOOD}).failures())

    def test_allows_a_correction_to_differ_from_its_price(self):
        row = {**GOOD, "ChargeClass": "Correction", "ListCost": "-1", "ContractedCost": "-1"}
        self.assertEqual(self.run_on(row).failures(), [])

    def test_leaves_rules_of_absent_abilities_alone(self):
        run = self.run_on(GOOD)
        self.assertEqual(run.results["CostAndUsage-D-013-C"], focus_model.NOT_APPLICABLE)

    def test_refuses_a_criterion_that_the_model_does_not_have(self):
        with self.assertRaises(ValueError):
            focus_model.Run(self.model, focus_model.Table(lines_of(GOOD)), ["CREDIT_SUPPORTED"])


if __name__ == "__main__":
    if not focus_check.is_there(focus_check.model_folder()):
        print(f"SKIP: no rule model in {focus_check.model_folder()}")
        sys.exit(focus_check.SKIPPED)
    unittest.main(verbosity=0)
