// A request head that parses is whole, keeps its bytes, and is framed or refused with a reason.
#include "core/http/framing.h"
#include "core/http/head.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    const auto end = find_head_end(text);
    FUZZ_CHECK(!end || *end <= size);
    for (const std::size_t at : farebox::fuzz::cuts(text)) {
        // Searching on from bytes searched in vain finds the same end.
        if (!find_head_end(text.substr(0, at))) FUZZ_CHECK(find_head_end(text, at) == end);
    }
    FUZZ_CHECK(count_blank_prefix(text) <= size);

    const auto head = RequestHead::parse(text);
    if (!head) {
        FUZZ_CHECK(!head.error().message.empty());
        FUZZ_CHECK(status_for(head.error()) >= 400);
        return 0;
    }
    FUZZ_CHECK(head->raw() == text);
    FUZZ_CHECK(end && *end == size);
    FUZZ_CHECK(head->target().find_first_of(std::string_view("\r\n \t\0", 5)) ==
               std::string_view::npos);
    FUZZ_CHECK(head->count("host") <= 1);
    std::string lines;
    for (const Header& header : head->headers()) {
        FUZZ_CHECK(header.line.starts_with(header.name));
        FUZZ_CHECK(header.value.empty() ||
                   header.line.find(header.value) != std::string_view::npos);
        FUZZ_CHECK(head->find(header.name).has_value());
        lines += header.line;
        lines += "\r\n";
    }
    FUZZ_CHECK(head->raw().ends_with(lines + "\r\n"));

    const auto framing = request_framing(*head);
    if (!framing) return 0;
    FUZZ_CHECK(framing->kind != BodyKind::UntilClose);
    FUZZ_CHECK(head->count("content-length") == 0 || head->count("transfer-encoding") == 0);
    FUZZ_CHECK((framing->kind == BodyKind::Length) == (framing->length > 0));
    return 0;
}
