#include "core/base/json_marks.h"

#include "tests/support/suite.h"

using namespace farebox;

class JsonMarksTest : public QObject {
    Q_OBJECT
private slots:
    void names_brackets_and_commas_outside_of_strings();
    void stops_when_it_is_told_to();
    void passes_over_escaped_quotes();
};

namespace {

std::string marks_of(std::string_view text) {
    std::string found;
    walk_json_marks(text, [&](std::size_t, char mark) {
        found += mark;
        return true;
    });
    return found;
}

}  // namespace

void JsonMarksTest::names_brackets_and_commas_outside_of_strings() {
    QCOMPARE(marks_of("{\"a\": [1, \"}],{\"], \"b\": {}}"), std::string("{[,],{}}"));
}

void JsonMarksTest::stops_when_it_is_told_to() {
    std::size_t last = 0;
    walk_json_marks("[[[", [&](std::size_t position, char) {
        last = position;
        return position < 1;
    });
    QCOMPARE(last, std::size_t(1));
}

void JsonMarksTest::passes_over_escaped_quotes() {
    QCOMPARE(marks_of("{\"a\\\"}\": \"\\\\\"}"), std::string("{}"));
}

FAREBOX_TEST_CLASS(JsonMarksTest)
#include "json_marks_test.moc"
