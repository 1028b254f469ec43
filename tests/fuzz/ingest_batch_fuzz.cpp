// A batch that is read is written and read again to the same; its rows are within what its head says.
#include "core/api/ingest.h"
#include "tests/fuzz/fuzz.h"

using namespace farebox::api;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto batch = parse_batch(farebox::fuzz::as_text(data, size));
    if (!batch) return 0;
    FUZZ_CHECK(batch->events.size() + batch->rejected.size() <= BatchRowLimit);
    std::int64_t last = 0;
    for (const IngestEvent& event : batch->events) {
        FUZZ_CHECK(event.seq > last);
        FUZZ_CHECK(event.seq >= batch->head.first_seq && event.seq <= batch->head.last_seq);
        FUZZ_CHECK(event.calls >= 1);
        last = event.seq;
    }
    const std::string text = format_batch(batch->head, batch->events);
    const auto again = parse_batch(text);
    FUZZ_CHECK(again.has_value());
    FUZZ_CHECK(format_batch(again->head, again->events) == text);
    return 0;
}
