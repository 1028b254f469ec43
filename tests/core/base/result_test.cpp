#include "core/base/result.h"

#include "core/base/format.h"
#include "tests/support/suite.h"

using namespace farebox;

namespace {

Result<std::unique_ptr<int>> make(bool works) {
    if (!works) return not_found("no number");
    return std::make_unique<int>(7);
}

Result<int> twice(bool works) {
    FAREBOX_TRY(number, make(works));
    FAREBOX_TRY_VOID(Result<void>());
    return *number * 2;
}

Result<void> only_fails() {
    FAREBOX_TRY_VOID(Result<void>(invalid("bad")));
    return {};
}

}  // namespace

class ResultTest : public QObject {
    Q_OBJECT

private slots:
    void carries_a_value_that_only_moves() {
        QCOMPARE(twice(true).value(), 14);
        auto result = make(true);
        const std::unique_ptr<int> number = std::move(result).value();
        QCOMPARE(*number, 7);
    }

    void hands_the_error_up() {
        QVERIFY(twice(false).error() == not_found("no number"));
        QVERIFY(only_fails().error() == invalid("bad"));
        QCOMPARE(twice(false).value_or(3), 3);
    }

    void adds_context_on_the_way() {
        QCOMPARE(make(false).with_context("reading x").error().message,
                 std::string("reading x: no number"));
        QVERIFY(make(true).with_context("reading x").has_value());
        QCOMPARE(Result<void>(invalid("bad")).with_context("x").error().message,
                 std::string("x: bad"));
    }

    void names_each_code() {
        QCOMPARE(to_text(ErrorCode::TooLarge), std::string_view("too_large"));
        QCOMPARE(to_text(ErrorCode::Internal), std::string_view("internal"));
    }

    void formats_messages() {
        QCOMPARE(format("{} has {} bytes, {}", "x", 42, true), std::string("x has 42 bytes, true"));
        QCOMPARE(format("none"), std::string("none"));
        QCOMPARE(format("{} and {}", 1), std::string("1 and {}"));
        QCOMPARE(format("{}", "{}"), std::string("{}"));
    }
};

FAREBOX_TEST_CLASS(ResultTest)
#include "result_test.moc"
