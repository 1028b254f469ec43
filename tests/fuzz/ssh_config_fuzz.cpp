// Whatever ~/.ssh/config holds, aliases are plain lower-case names.
#include "core/attribution/ssh_hosts.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto aliases = farebox::attribution::parse_ssh_config(farebox::fuzz::as_text(data, size));
    for (const auto& [alias, name] : aliases) {
        for (const std::string* text : {&alias, &name}) {
            FUZZ_CHECK(!text->empty() && text->size() <= 253);
            for (const char c : *text) {
                FUZZ_CHECK((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_');
            }
        }
    }
    return 0;
}
