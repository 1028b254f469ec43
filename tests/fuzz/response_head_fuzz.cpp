// A response head that parses keeps its bytes and is framed or refused with a reason.
#include "core/http/framing.h"
#include "core/http/head.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    const auto head = ResponseHead::parse(text);
    if (!head) {
        FUZZ_CHECK(!head.error().message.empty());
        return 0;
    }
    FUZZ_CHECK(head->raw() == text);
    FUZZ_CHECK(head->status() >= 100 && head->status() <= 999);
    FUZZ_CHECK(head->reason().find_first_of("\r\n") == std::string_view::npos);
    for (const char* method : {"POST", "HEAD", "CONNECT"}) {
        const auto framing = response_framing(*head, method);
        if (!framing) continue;
        FUZZ_CHECK((framing->kind == BodyKind::Length) == (framing->length > 0));
        if (std::string_view(method) == "HEAD") FUZZ_CHECK(framing->kind == BodyKind::None);
    }
    return 0;
}
