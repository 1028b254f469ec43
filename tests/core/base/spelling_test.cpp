#include "core/base/spelling.h"

#include "tests/support/suite.h"

using namespace farebox;

class SpellingTest : public QObject {
    Q_OBJECT

private slots:
    void finds_the_word_that_was_meant() {
        const std::vector<std::string> known = {"drain_ms", "log_level", "upstreams"};
        QCOMPARE(find_nearest_word("log_levle", known), std::optional<std::string>("log_level"));
        QCOMPARE(find_nearest_word("drain", known, 3), std::optional<std::string>("drain_ms"));
    }

    void guesses_nothing_far_away() {
        QCOMPARE(find_nearest_word("colour", {"drain_ms"}), std::optional<std::string>());
        QCOMPARE(find_nearest_word("x", {}), std::optional<std::string>());
        QCOMPARE(find_nearest_word(std::string(100'000, 'a'), {"drain_ms"}),
                 std::optional<std::string>());
    }
};

FAREBOX_TEST_CLASS(SpellingTest)
#include "spelling_test.moc"
