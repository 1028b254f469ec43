#include "core/collector/store/stored_call.h"

#include "tests/core/collector/store/calls_sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::tests;

class StoredCallTest : public QObject {
    Q_OBJECT
private slots:
    void reads_the_month_of_an_id_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("month");
        QTest::newRow("now") << "019c8a1e-2400-7d91-8bf4-206db76226b9" << "2026-02";
        QTest::newRow("sample") << QString::fromStdString(id_at(November, 5)) << "2026-11";
        QTest::newRow("1970") << QString::fromStdString(id_at(0, 5)) << "other";
        QTest::newRow("year 10889") << "ffffffff-ffff-7d91-8bf4-206db76226b9" << "other";
        QTest::newRow("random id") << "019c8a1e-2400-4d91-8bf4-206db76226b9" << "other";
        QTest::newRow("no digits") << "zzzzzzzz-zzzz-7d91-8bf4-206db76226b9" << "other";
        QTest::newRow("sign") << "-19c8a1e-2400-7d91-8bf4-206db76226b9" << "other";
        QTest::newRow("short") << "019c8a1e" << "other";
        QTest::newRow("empty") << "" << "other";
    }
    void reads_the_month_of_an_id() {
        QFETCH(QString, id);
        QFETCH(QString, month);
        QCOMPARE(id_month_of(id.toStdString()), month.toStdString());
    }

    void comes_back_as_it_went() {
        std::mt19937_64 random(3);
        for (std::uint64_t number = 0; number < 200; ++number) {
            StoredCall stored = any_call(random, November, number);
            stored.id_month = "2026-11";
            stored.posted_month = "2026-12";
            stored.epoch = "e";
            const StoredCall back = stored_call_of(Row(values_of(stored)));
            StoredCall expected = stored;
            // An unknown word stands for a value that claims least.
            if (!stored.unknown_words.empty()) expected.call.billing_mode = BillingMode::Unknown;
            QVERIFY(back.call == expected.call);
            QVERIFY(back.unknown_words == stored.unknown_words);
            QCOMPARE(back.calls, stored.calls);
            QCOMPARE(back.posted_month, stored.posted_month);
        }
    }

    void says_nothing_of_the_workstation() {
        StoredCall stored = call_at(November, 1, 1);
        stored.call.cwd = stored.call.process_path = stored.call.os_user = "canary";
        stored.call.evidence = {{.dimension = "cwd", .value = "canary"}};
        for (const Value& value : values_of(stored)) {
            const auto* text = std::get_if<std::string>(&value);
            QVERIFY(text == nullptr || text->find("canary") == std::string::npos);
        }
    }
};

FAREBOX_TEST_CLASS(StoredCallTest)
#include "stored_call_test.moc"
