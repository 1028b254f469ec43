#include <set>

#include "core/collector/store/call_store.h"
#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

using namespace farebox;
using namespace farebox::tests;

namespace {

/// All pages of a question, as (call_id, revision, sign).
std::vector<std::string> read_all(CallStore& store, CallQuery query) {
    std::vector<std::string> all;
    for (int page = 0; page < 100; ++page) {
        const auto rows = store.calls(query);
        if (!rows) qFatal("%s", rows.error().message.c_str());
        for (const auto& [stored, sign] : rows->rows) {
            all.push_back(format("{}/{}/{}", stored.call.call_id, stored.call.revision, sign));
        }
        if (rows->next.empty()) return all;
        query.cursor = rows->next;
    }
    return all;
}

}  // namespace

class CallPagesTest : public QObject {
    Q_OBJECT
private slots:
    void pages_through_days_newest_first_data() { add_stores(); }
    void pages_through_days_newest_first() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        std::vector<StoredCall> sent;
        for (std::int64_t at = 0; at < 57; ++at) {
            // Many of one moment, so that a page ends between equals.
            sent.push_back(call_at(November + (at / 10) * NsPerDay, std::uint64_t(at), at + 1));
        }
        QVERIFY(calls.append(batch_of(sent)).has_value());
        CallQuery query;
        query.from_day = "2026-11-02";
        query.to_day = "2026-11-05";
        query.limit = 7;
        const auto first = calls.calls(query).value();
        QCOMPARE(first.rows.size(), std::size_t(7));
        QCOMPARE(first.rows[0].stored.day, std::string("2026-11-05"));
        QVERIFY(first.rows[0].stored.call == sent[49].call);
        const auto all = read_all(calls, query);
        QCOMPARE(all.size(), std::size_t(40));
        QCOMPARE((std::set<std::string>(all.begin(), all.end()).size()), std::size_t(40));
    }

    void finds_by_column_and_by_cell_data() { add_stores(); }
    void finds_by_column_and_by_cell() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        StoredCall web = call_at(November, 1, 1);
        web.call.repo = "github.com/acme/web";
        web.call.model_served = "claude-opus-5-5";
        StoredCall unknown = call_at(November + NsPerDay, 2, 2);
        unknown.call.repo.clear();
        const StoredCall plain = call_at(November, 3, 3);
        QVERIFY(calls.append(batch_of({web, unknown, plain})).has_value());
        CallQuery query;
        query.from_day = "2026-11-01";
        query.to_day = "2026-11-30";
        const auto ids = [&](const CallQuery& asked) { return read_all(calls, asked).size(); };
        QCOMPARE(ids(query), std::size_t(3));
        query.filters = {{"repo", {"github.com/acme/web", ""}}};
        QCOMPARE(ids(query), std::size_t(2));
        query.filters = {{"repo", {""}}};
        QCOMPARE(ids(query), std::size_t(1));
        query.filters = {{"model", {"claude-opus-5-5"}}, {"repo", {"github.com/acme/web"}}};
        QCOMPARE(ids(query), std::size_t(1));
        query.filters = {{"model", {"gpt-5.2"}}};
        QCOMPARE(ids(query), std::size_t(2));
        query.filters = {};
        query.cells = {{"2026-11-01", "ada", "github.com/acme/web"}, {"2026-11-02", "ada", ""}};
        QCOMPARE(ids(query), std::size_t(2));
        query.cells = std::vector<CallCell>();
        QCOMPARE(ids(query), std::size_t(0));
    }

    void shows_a_month_as_it_was_closed_and_what_came_after_data() { add_stores(); }
    void shows_a_month_as_it_was_closed_and_what_came_after() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        const StoredCall first = call_at(November - NsPerDay, 1, 1);
        QVERIFY(calls.append(batch_of({first, call_at(November, 2, 2)})).has_value());
        close_month(*store->database().session().value(), "2026-10");
        StoredCall revised = first;
        revised.seq = 3;
        revised.call.revision = 2;
        QVERIFY(calls.append(batch_of({revised})).has_value());
        const std::string id = first.call.call_id;
        CallQuery query;
        query.posted_month = "2026-10";
        QVERIFY((read_all(calls, query) == std::vector<std::string>{id + "/1/1"}));
        query.posted_month = "2026-11";
        query.limit = 1;
        QVERIFY((read_all(calls, query) ==
                 std::vector<std::string>{id_at(November, 2) + "/1/1", id + "/2/1", id + "/1/-1"}));
    }

    void refuses_what_is_no_question_data() { add_stores(); }
    void refuses_what_is_no_question() {
        FAREBOX_STORE(store);
        CallStore calls(store->database());
        CallQuery query;
        QCOMPARE(calls.calls(query).error().code, ErrorCode::Invalid);
        query.from_day = query.to_day = "2026-11-01";
        query.filters = {{"1 = 1; DROP TABLE calls", {"x"}}};
        QCOMPARE(calls.calls(query).error().code, ErrorCode::Invalid);
        query.filters = {};
        query.cursor = "2026|x|y|z";
        QCOMPARE(calls.calls(query).error().code, ErrorCode::Invalid);
        query.cursor = "";
        query.cells = std::vector<CallCell>(501);
        QCOMPARE(calls.calls(query).error().code, ErrorCode::TooLarge);
    }
};

FAREBOX_TEST_CLASS(CallPagesTest)
#include "call_pages_test.moc"
