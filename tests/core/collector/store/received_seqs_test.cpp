#include "core/collector/store/received_seqs.h"

#include <random>
#include <set>

#include "tests/support/suite.h"

using farebox::collector::ReceivedSeqs;
using farebox::collector::SeqRange;

class ReceivedSeqsTest : public QObject {
    Q_OBJECT
private slots:
    void tells_what_is_held_and_what_is_missing() {
        ReceivedSeqs received(3);
        received.add(8, 9);
        received.add(5, 5);
        QCOMPARE(received.ack_seq(), 3);
        QVERIFY((received.missing() == std::vector<SeqRange>{{4, 4}, {6, 7}}));
        QVERIFY(received.holds(3) && received.holds(5) && received.holds(9));
        QVERIFY(!received.holds(4) && !received.holds(10));
        received.add(4, 4);
        QCOMPARE(received.ack_seq(), 5);
        received.add(1, 12);
        QCOMPARE(received.ack_seq(), 12);
        QVERIFY(received.beyond().empty());
    }

    void agrees_with_a_plain_set_of_numbers() {
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            ReceivedSeqs received;
            std::set<std::int64_t> plain;
            for (int step = 0; step < 12; ++step) {
                const std::int64_t first = 1 + random() % 30;
                const std::int64_t last = first + random() % 6;
                received.add(first, last);
                for (std::int64_t seq = first; seq <= last; ++seq) plain.insert(seq);
                std::int64_t ack = 0;
                while (plain.contains(ack + 1)) ++ack;
                QCOMPARE(received.ack_seq(), ack);
                for (std::int64_t seq = 1; seq < 40; ++seq) {
                    QCOMPARE(received.holds(seq), plain.contains(seq));
                }
                for (const auto& [from, to] : received.missing()) {
                    for (std::int64_t seq = from; seq <= to; ++seq) QVERIFY(!plain.contains(seq));
                    QVERIFY(plain.contains(to + 1));
                }
            }
        }
    }
};

FAREBOX_TEST_CLASS(ReceivedSeqsTest)
#include "received_seqs_test.moc"
