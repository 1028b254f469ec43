#include "core/collector/chargeback/spend_query.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

Result<SpendQuery> parse(std::map<std::string, std::string> parameters) {
    return parse_spend_query(parameters, "2026-11");
}

}  // namespace

class SpendQueryTest : public QObject {
    Q_OBJECT
private slots:
    void asks_for_this_month_when_no_time_is_given() {
        const SpendQuery query = parse({}).value();
        QCOMPARE(query.from, std::string("2026-11"));
        QCOMPARE(query.to, std::string("2026-11"));
        QVERIFY(!query.by_day());
    }

    void reads_groups_filters_and_page() {
        const SpendQuery query = parse({{"from", "2026-04-01"},
                                        {"to", "2026-04-30"},
                                        {"group_by", "cost_centre,repo"},
                                        {"team", "t1,t2,-"},
                                        {"sort", "-calls"},
                                        {"limit", "20"},
                                        {"offset", "40"}})
                                     .value();
        QVERIFY(query.by_day());
        QCOMPARE(query.group_by, (std::vector{Dimension::CostCentre, Dimension::Repo}));
        QCOMPARE(query.filters.size(), std::size_t(1));
        QCOMPARE(query.filters[0].values, (std::vector<std::string>{"t1", "t2"}));
        QVERIFY(query.filters[0].or_unattributed);
        QCOMPARE(query.limit, 20);
        QCOMPARE(query.offset, 40);
    }

    void refuses_what_it_cannot_answer_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("unknown dimension") << "group_by" << "planet";
        QTest::newRow("named twice") << "group_by" << "repo,repo";
        QTest::newRow("no month") << "from" << "2026-13";
        QTest::newRow("no day") << "from" << "2026-02-30";
        QTest::newRow("month and day") << "from" << "2026-11-01";
        QTest::newRow("backwards") << "from" << "2026-12";
        QTest::newRow("unknown sort") << "sort" << "-beauty";
        QTest::newRow("no rows") << "limit" << "0";
        QTest::newRow("too many rows") << "limit" << "100001";
        QTest::newRow("before the first") << "offset" << "-1";
    }
    void refuses_what_it_cannot_answer() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto query = parse({{"to", "2026-11"}, {name.toStdString(), value.toStdString()}});
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::Invalid);
    }

    void counts_months_over_the_end_of_a_year() {
        QCOMPARE(next_month("2026-12"), std::string("2027-01"));
        QCOMPARE(previous_month("2026-01"), std::string("2025-12"));
        QCOMPARE(next_month("2026-09"), std::string("2026-10"));
        QCOMPARE(next_month("soon"), std::string());
    }
};

FAREBOX_TEST_CLASS(SpendQueryTest)
#include "spend_query_test.moc"
