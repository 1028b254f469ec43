// Adding to sums, on both engines: texts of any kind as keys, many rows, negative figures.
#include "core/collector/store/sum_table.h"

#include "core/base/format.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const SumTable Sums{"s", {"word", "rate"}, {"calls", "nano"}};
constexpr const char* Script =
    "CREATE TABLE s (word TEXT NOT NULL, rate BIGINT NOT NULL, calls BIGINT NOT NULL, "
    "nano BIGINT NOT NULL, PRIMARY KEY (word, rate))";

std::vector<std::vector<Value>> odd_rows() {
    std::vector<std::vector<Value>> rows;
    for (const char* word : {"", "NULL", "null", "plain", "a,b", "{a}", "\"q\"", "back\\slash", "'it'",
                             " lead", "tab\tline\nend", "\xC3\xA9\xE2\x82\xAC", "$1", "\\N"}) {
        rows.push_back({std::string(word), std::int64_t(-5), std::int64_t(1), INT64_MAX / 4});
        rows.push_back({std::string(word), std::int64_t(5), std::int64_t(2), std::int64_t(-7)});
    }
    return rows;
}

}  // namespace

class SumTableTest : public QObject {
    Q_OBJECT
private slots:
    void adds_to_what_is_there_data() { add_stores(); }
    void adds_to_what_is_there() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Script));
        const auto rows = odd_rows();
        for (int time = 0; time < 3; ++time) {
            auto transaction = Transaction::begin(*session).value();
            const auto added = session->add_many(Sums, rows);
            QVERIFY2(added.has_value(), added.has_value() ? "" : added.error().message.c_str());
            QVERIFY(transaction.commit());
        }
        QCOMPARE(session->run("SELECT count(*) FROM s").value()[0].integer(0), std::ssize(rows));
        for (const auto& row : rows) {
            const Rows found =
                session->run("SELECT calls, nano FROM s WHERE word = $1 AND rate = $2", {row[0], row[1]})
                    .value();
            QCOMPARE(found.size(), std::size_t{1});
            QCOMPARE(found[0].integer(0), 3 * std::get<std::int64_t>(row[2]));
            QCOMPARE(found[0].integer(1), 3 * std::get<std::int64_t>(row[3]));
        }
    }

    void adds_more_rows_than_one_statement_carries_data() { add_stores(); }
    void adds_more_rows_than_one_statement_carries() {
        FAREBOX_BARE_STORE(store);
        const Lease session = store->database().session().value();
        QVERIFY(session->run_script(Script));
        std::vector<std::vector<Value>> rows;
        for (std::int64_t at = 0; at < 1777; ++at) rows.push_back({format("k{}", at), at, at, -at});
        auto transaction = Transaction::begin(*session).value();
        QVERIFY(session->add_many(Sums, rows));
        QVERIFY(session->add_many(Sums, {}));
        QVERIFY(transaction.commit());
        const Rows sums = session->run("SELECT count(*), sum(calls), sum(nano) FROM s").value();
        QCOMPARE(sums[0].integer(0), 1777);
        QCOMPARE(sums[0].integer(1), 1777 * 1776 / 2);
        QCOMPARE(sums[0].integer(2), -1777 * 1776 / 2);
    }
};

FAREBOX_TEST_CLASS(SumTableTest)
#include "sum_table_test.moc"
