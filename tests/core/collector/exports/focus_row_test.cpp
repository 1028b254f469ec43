#include "core/collector/exports/focus_row.h"

#include "core/base/money.h"
#include "core/collector/exports/csv.h"
#include "core/collector/exports/focus_vendor.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

ComponentRow opus_output() {
    ComponentRow row;
    row.posted_month = "2026-04";
    row.day = "2026-04-02";
    row.model = "opus";
    row.provider = "anthropic";
    row.bucket = "output_tokens";
    row.cost_basis = "list";
    row.rate_pico = 25'000'000;
    row.multiplier_ppm = 1'100'000;
    row.calls = 3;
    row.quantity = 1'234'567;
    row.cost_nano = 33'950'592'501;
    row.contracted_cost_nano = row.cost_nano;
    row.billed_cost_nano = row.cost_nano;
    return row;
}

/// Cells by column of a line without quotes.
std::map<std::string, std::string> cells_of(std::string line) {
    line.resize(line.size() - 2);
    std::map<std::string, std::string> cells;
    std::size_t column = 0;
    std::string cell;
    bool quoted = false;
    for (const char c : line + ",") {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells[FocusColumns[column++]] = std::exchange(cell, {});
        } else {
            cell += c;
        }
    }
    return cells;
}

std::map<std::string, std::string> usage_cells(const ComponentRow& row) {
    return cells_of(usage_line(row, {"acme"}).value());
}

}  // namespace

class FocusRowTest : public QObject {
    Q_OBJECT
private slots:
    void writes_decimals_to_the_last_digit() {
        QCOMPARE(format_exact(0, 9), std::string("0"));
        QCOMPARE(format_exact(-37'500, 9), std::string("-0.0000375"));
        QCOMPARE(format_exact(12'000'000'000, 9), std::string("12"));
        QCOMPARE(format_exact(7, 0), std::string("7"));
        QCOMPARE(format_exact(Int128(INT64_MAX) * 1'000'000'000, 18),
                 std::string("9223372036.854775807"));
        QCOMPARE(format_exact(INT64_MIN, 0), std::string("-9223372036854775808"));
    }

    void states_price_times_quantity_exactly() {
        const auto cells = usage_cells(opus_output());
        QCOMPARE(cells.at("ListUnitPrice"), std::string("27.5"));
        QCOMPARE(cells.at("PricingQuantity"), std::string("1.234567"));
        QCOMPARE(cells.at("ListCost"), std::string("33.9505925"));
        QCOMPARE(cells.at("x_BookedListCost"), std::string("33.950592501"));
        QCOMPARE(cells.at("BilledCost"), cells.at("ListCost"));
        QCOMPARE(cells.at("SkuPriceId"), std::string("anthropic/opus/output_tokens/standard/x1.1"));
        // 33,950,592,501 booked less 33,950,592,500 stated.
        QVERIFY(rounding_of(opus_output()).list == 1'000'000'000);
    }

    void makes_a_contracts_price_from_its_sum() {
        ComponentRow row = opus_output();
        row.cost_basis = "contracted";
        row.contracted_cost_nano = 30'000'000'000;
        row.billed_cost_nano = row.contracted_cost_nano;
        const FocusAmounts stated = stated_amounts(row);
        const FocusAmounts rest = rounding_of(row);
        QVERIFY(stated.contracted + rest.contracted == Int128(30'000'000'000) * 1'000'000'000);
        QVERIFY(rest.contracted >= 0 && rest.contracted < row.quantity);
        QVERIFY(stated.billed == stated.contracted);
        QCOMPARE(usage_cells(row).at("ContractedUnitPrice"), std::string("24.300017739012"));
    }

    void bills_a_subscription_with_nothing_at_list_price() {
        ComponentRow row = opus_output();
        row.cost_basis = "billed";
        row.billed_cost_nano = 0;
        QCOMPARE(usage_cells(row).at("BilledCost"), std::string("0"));
        QCOMPARE(usage_cells(row).at("ListCost"), std::string("33.9505925"));
    }

    void states_a_sum_without_tokens_in_dollars() {
        ComponentRow row = opus_output();
        row.bucket = "vendor_stated";
        row.rate_pico = 1000;
        row.multiplier_ppm = PpmOne;
        row.quantity = row.cost_nano = row.contracted_cost_nano = row.billed_cost_nano = 123'456'789;
        const auto cells = usage_cells(row);
        QCOMPARE(cells.at("ListUnitPrice"), std::string("1"));
        QCOMPARE(cells.at("PricingQuantity"), std::string("0.123456789"));
        QCOMPARE(cells.at("ConsumedQuantity"), std::string("3"));
        QVERIFY(rounding_of(row).is_zero());
    }

    void marks_what_belongs_to_a_closed_month() {
        ComponentRow row = opus_output();
        QCOMPARE(usage_cells(row).at("ChargeClass"), std::string());
        row.posted_month = "2026-05";
        const auto cells = usage_cells(row);
        QCOMPARE(cells.at("ChargeClass"), std::string("Correction"));
        QCOMPARE(cells.at("BillingPeriodStart"), std::string("2026-05-01T00:00:00Z"));
        QCOMPARE(cells.at("ChargePeriodStart"), std::string("2026-04-02T00:00:00Z"));
        QCOMPARE(cells.at("ChargePeriodEnd"), std::string("2026-04-03T00:00:00Z"));
    }

    void leaves_unknown_cells_empty() {
        const auto cells = usage_cells(opus_output());
        for (const char* column : {"x_DeveloperId", "x_CostCenter", "x_Branch", "Tags"}) {
            QCOMPARE(cells.at(column), std::string());
        }
    }

    void writes_no_row_for_tokens_that_cancel_out() {
        ComponentRow row = opus_output();
        row.quantity = 0;
        row.cost_nano = row.contracted_cost_nano = row.billed_cost_nano = 1;
        QVERIFY(!usage_line(row, {"acme"}));
        QVERIFY(rounding_of(row).list == 1'000'000'000);
    }

    void quotes_only_what_must_be_quoted() {
        CsvLine line;
        line.add("plain").add("a,b").add("say \"hi\"").add("");
        QCOMPARE(line.take(), std::string("plain,\"a,b\",\"say \"\"hi\"\"\",\r\n"));
        CsvLine people;
        people.add_for_people("=cmd()").add_for_people("-5").add_for_people("main");
        QCOMPARE(people.take(), std::string("'=cmd(),'-5,main\r\n"));
    }

    void names_vendors_and_meters() {
        QCOMPARE(focus_vendor("bedrock").provider_name, std::string("Amazon Web Services"));
        QCOMPARE(focus_vendor("").provider_name, std::string("Unknown"));
        QCOMPARE(focus_vendor("acme-gateway").service_name, std::string("acme-gateway"));
        QCOMPARE(sku_meter("cache_write_1h_tokens"),
                 std::string("cache_creation.ephemeral_1h_input_tokens"));
    }
};

FAREBOX_TEST_CLASS(FocusRowTest)
#include "focus_row_test.moc"
