// What was read from a configuration file is read again when it is written out quoted.
#include "core/attribution/git_config.h"
#include "core/attribution/remote.h"
#include "tests/fuzz/fuzz.h"

using farebox::attribution::GitConfigEntry;

namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
        } else {
            if (c == '"' || c == '\\') result += '\\';
            result += c;
        }
    }
    return result + "\"";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    const auto entries = farebox::attribution::parse_git_config(text);
    std::string written;
    for (const GitConfigEntry& entry : entries) {
        FUZZ_CHECK(!entry.section.empty() && !entry.key.empty());
        written += "[" + entry.section;
        written += entry.subsection.empty() ? "" : " " + quoted(entry.subsection);
        written += "]\n" + entry.key + " = " + quoted(entry.value) + "\n";
    }
    FUZZ_CHECK(farebox::attribution::parse_git_config(written) == entries);

    farebox::attribution::GitConfig config;
    config.append(entries);
    const auto remote = farebox::attribution::choose_remote(config, "main");
    FUZZ_CHECK(remote.name.empty() ? remote.url.empty() : true);
    std::vector<std::string> origins;
    (void)farebox::attribution::parse_config_list(text, origins);
    return 0;
}
