#include "core/base/uuid.h"

#include <set>
#include <thread>

#include "core/base/strings.h"
#include "tests/support/suite.h"

using farebox::make_uuid_v7;
using farebox::NsPerMs;

class UuidTest : public QObject {
    Q_OBJECT

private slots:
    void has_the_form_of_version_7() {
        const std::string id = make_uuid_v7(0x0123456789ab * NsPerMs);
        QCOMPARE(id.size(), std::size_t(36));
        QCOMPARE(id.substr(0, 15), std::string("01234567-89ab-7"));
        QVERIFY(std::string("89ab").find(id[19]) != std::string::npos);
        QCOMPARE(farebox::split(id, '-').size(), std::size_t(5));
    }

    void sorts_in_the_order_of_creation_even_inside_a_millisecond() {
        const std::int64_t now = 0x0200000000000 * NsPerMs;
        std::string last;
        for (int i = 0; i < 20'000; ++i) {
            // The clock may also step back.
            const std::string next = make_uuid_v7(now - (i % 100 == 0 ? 5 * NsPerMs : 0));
            QVERIFY(next > last);
            last = next;
        }
    }

    void differs_between_threads() {
        std::vector<std::string> seen[4];
        {
            std::vector<std::jthread> threads;
            for (auto& mine : seen) {
                threads.emplace_back([&mine] {
                    for (int i = 0; i < 2'000; ++i) mine.push_back(make_uuid_v7(1));
                });
            }
        }
        std::set<std::string> all;
        for (const auto& mine : seen) all.insert(mine.begin(), mine.end());
        QCOMPARE(all.size(), std::size_t(8'000));
    }
};

FAREBOX_TEST_CLASS(UuidTest)
#include "uuid_test.moc"
