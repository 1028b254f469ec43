#include "core/http/ndjson.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"

using farebox::http::NdjsonParser;

namespace {

std::string read(std::string_view text, std::size_t step, std::size_t limit = 1000) {
    NdjsonParser parser(limit);
    std::vector<std::string> lines;
    const auto note = [&](const farebox::http::NdjsonLine& line) {
        lines.push_back(line.is_oversized ? "!" : std::string(line.text));
    };
    for (std::size_t at = 0; at < text.size(); at += step) {
        const std::string piece(text.substr(at, step));
        std::string_view rest = piece;
        while (const auto line = parser.next(rest)) note(*line);
    }
    if (const auto line = parser.finish()) note(*line);
    return farebox::join(lines, "/");
}

}  // namespace

class NdjsonTest : public QObject {
    Q_OBJECT

private slots:
    void reads_lines_however_they_are_cut() {
        const std::string text = "{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"done\":true}";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            QCOMPARE(read(text, step), std::string("{\"a\":1}/{\"b\":2}/{\"done\":true}"));
        }
    }

    void skips_a_line_over_the_limit_and_reads_on() {
        const std::string text = "one\n" + std::string(50, 'x') + "\ntwo\n";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            QCOMPARE(read(text, step, 20), std::string("one/!/two"));
        }
    }

    void copies_nothing_when_a_line_lies_in_one_piece() {
        const std::string text = "{}\n";
        NdjsonParser parser;
        std::string_view rest = text;
        const auto line = parser.next(rest);
        QVERIFY(line.has_value());
        QVERIFY(line->text.data() == text.data());
    }
};

FAREBOX_TEST_CLASS(NdjsonTest)
#include "ndjson_test.moc"
