// Any body yields facts without control bytes in what is kept, and identification takes them.
#include "core/agents/identify.h"
#include "core/http/head.h"
#include "tests/fuzz/fuzz.h"

using farebox::agents::BodyFacts;

namespace {

bool is_one_line(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) return false;
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    const BodyFacts facts = farebox::agents::read_body_facts(text);
    FUZZ_CHECK(facts.system_head.size() <= 3 * 201);
    for (const auto& clue : facts.clues) {
        FUZZ_CHECK(!clue.value.empty() && clue.value.size() <= 4096 && is_one_line(clue.value));
    }
    const auto head = farebox::http::RequestHead::parse(
        "POST /v1/responses HTTP/1.1\r\nHost: h\r\noriginator: codex_exec\r\n"
        "user-agent: codex_exec/1.0\r\n\r\n");
    FUZZ_CHECK(head.has_value());
    for (const auto& clue : farebox::agents::collect_clues(*head, facts)) {
        FUZZ_CHECK(!clue.dimension.empty() && is_one_line(clue.value));
    }
    FUZZ_CHECK(farebox::agents::identify(*head, "/v1/responses", facts, {}, {}).agent == "codex");
    for (const char* coding : {"gzip", "zstd", "br"}) (void)farebox::agents::read_body_facts(text, coding);
    return 0;
}
