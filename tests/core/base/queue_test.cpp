#include "core/base/queue.h"

#include <thread>

#include "tests/support/suite.h"

using farebox::Queue;

class QueueTest : public QObject {
    Q_OBJECT

private slots:
    void hands_out_in_order() {
        Queue<int> queue(3);
        QVERIFY(queue.push(1));
        QVERIFY(queue.push(2));
        QCOMPARE(queue.size(), std::size_t(2));
        QVERIFY(queue.pop() == 1);
        QVERIFY(queue.pop() == 2);
    }

    void refuses_when_full_and_leaves_the_value_alone() {
        Queue<std::string> queue(1);
        QVERIFY(queue.push("first"));
        std::string second = "second, long enough to live on the heap";
        QVERIFY(!queue.push(std::move(second)));
        QCOMPARE(second, std::string("second, long enough to live on the heap"));
    }

    void drains_after_closing_then_ends() {
        Queue<int> queue(3);
        QVERIFY(queue.push(1));
        queue.close();
        QVERIFY(!queue.push(2));
        QVERIFY(queue.pop() == 1);
        QVERIFY(!queue.pop().has_value());
        QVERIFY(queue.pop_many(5).empty());
    }

    void takes_many_at_once() {
        Queue<int> queue(5);
        for (int i = 0; i < 5; ++i) QVERIFY(queue.push(int(i)));
        QVERIFY(queue.pop_many(3) == (std::vector<int>{0, 1, 2}));
        QVERIFY(queue.pop_many(3) == (std::vector<int>{3, 4}));
    }

    void gives_up_waiting_after_a_while() {
        Queue<int> queue(5);
        QVERIFY(queue.pop_many_for(3, std::chrono::milliseconds(1)).empty());
        QVERIFY(!queue.is_closed());
        QVERIFY(queue.push(7));
        QVERIFY(queue.pop_many_for(3, std::chrono::hours(1)) == std::vector<int>{7});
        queue.close();
        QVERIFY(queue.pop_many_for(3, std::chrono::hours(1)).empty());
        QVERIFY(queue.is_closed());
    }

    void carries_values_between_threads() {
        Queue<int> queue(100'000);
        std::int64_t sum = 0;
        std::jthread consumer([&] {
            while (true) {
                const auto values = queue.pop_many(64);
                if (values.empty()) return;
                for (const int value : values) sum += value;
            }
        });
        {
            std::vector<std::jthread> producers;
            for (int p = 0; p < 3; ++p) {
                producers.emplace_back([&] {
                    for (int i = 1; i <= 10'000; ++i) {
                        if (!queue.push(int(i))) return;
                    }
                });
            }
        }
        queue.close();
        consumer.join();
        QCOMPARE(sum, std::int64_t(3) * 10'000 * 10'001 / 2);
    }
};

FAREBOX_TEST_CLASS(QueueTest)
#include "queue_test.moc"
