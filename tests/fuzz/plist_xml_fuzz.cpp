// What was read from an XML property list is bounded and can be written as JSON and read again.
#include "core/platform/plist.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = farebox::platform::parse_xml_plist(farebox::fuzz::as_text(data, size));
    if (!value) return 0;
    FUZZ_CHECK(farebox::parse_json(farebox::to_text(*value)).has_value());
    return 0;
}
