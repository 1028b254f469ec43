// Files that somebody reads slowly must not take the database away from the pages.
#include "core/collector/web/downloads.h"

#include "core/collector/audit/audit_log.h"
#include "tests/core/collector/rollup_rows.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const char* const Focus = "/api/v1/exports/focus.csv?month=2026-04";
const char* const Csv = "/api/v1/spend.csv?from=2026-04&group_by=repo";

void insert_sums(Door& door) {
    const Lease session = door.session();
    if (!insert_rollup(*session, RollupRow()) || !fill_months(*session)) qFatal("no rows");
}

std::size_t exports_on_record(Door& door) {
    const Lease session = door.session();
    return read_audit(*session, {.action = "export."}).value().size();
}

}  // namespace

class DownloadsTest : public QObject {
    Q_OBJECT
private slots:
    void a_file_beyond_the_limit_is_told_to_come_later_data() { add_stores(); }
    void a_file_beyond_the_limit_is_told_to_come_later() {
        QFETCH(QString, engine);
        Door door(engine);
        insert_sums(door);
        door.config.downloads = 2;
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        std::optional<Answer> slow = door.get(Focus, finance);
        std::optional<Answer> other = door.get(Csv, finance);
        QCOMPARE(slow->status(), 200);
        QCOMPARE(other->status(), 200);
        QVERIFY(!slow->response.stream().value().empty());  // begun, and not at its end

        for (const char* file : {Focus, Csv}) {
            const Answer refused = door.get(file, finance);
            QCOMPARE(refused.status(), 503);
            QCOMPARE(refused.code(), std::string("downloads_busy"));
            QCOMPARE(refused.header("Retry-After"), std::string("20"));
            QVERIFY(!refused.body["error"]["message"].get<std::string>().empty());
        }
        QCOMPARE(exports_on_record(door), std::size_t{1});  // what was refused did not leave
        QCOMPARE(door.get("/api/v1/spend?from=2026-04", finance).status(), 200);
        QCOMPARE(door.get("/api/v1/exports/manifest.json?month=2026-04", finance).status(), 200);

        // Whether it was read to its end or its reader went away: the place is free again.
        slow.reset();
        QCOMPARE(door.get(Focus, finance).status(), 200);
        other.reset();
        const Answer again = door.get(Csv, finance);
        QCOMPARE(again.status(), 200);
    }

    void a_refused_question_holds_no_place() {
        Door door("sqlite");
        insert_sums(door);
        door.config.downloads = 1;
        const std::string finance = door.sign_in("fin", {{Role::Finance, ""}});
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(door.get("/api/v1/exports/focus.csv?month=never", finance).status(), 400);
            QCOMPARE(door.get("/api/v1/spend.csv?group_by=planet", finance).status(), 400);
        }
        QCOMPARE(door.get(Focus, finance).status(), 200);
    }

    void one_thread_is_always_left_for_the_pages() {
        Config config;
        config.downloads = 6;
        QCOMPARE(Downloads::places(config), std::int64_t{6});
        config.threads = 4;
        QCOMPARE(Downloads::places(config), std::int64_t{3});
        config.threads = 1;
        QCOMPARE(Downloads::places(config), std::int64_t{1});
    }
};

FAREBOX_TEST_CLASS(DownloadsTest)
#include "downloads_test.moc"
