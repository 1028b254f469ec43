#include "tests/tools/mock_provider/options.h"

#include <charconv>

namespace farebox::mock {
namespace {

std::optional<std::int64_t> to_number(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Options with a value. False: the name is unknown.
Result<bool> apply_value(Options& out, const std::string& name, const std::string& value) {
    if (name == "--write-ca") return out.ca_file = value, true;
    if (name == "--port-file") return out.port_file = value, true;
    if (name == "--record") return out.record_folder = value, true;
    if (name == "--behaviour") {
        FAREBOX_TRY(object, parse_json(value).with_context("--behaviour"));
        FAREBOX_TRY(behaviour, apply_json(out.behaviour, object).with_context("--behaviour"));
        return out.behaviour = behaviour, true;
    }
    const auto number = to_number(value);
    if (name != "--port" && name != "--tls-port" && name != "--idle-timeout-ms") return false;
    if (!number || *number < 0) return invalid(name + " wants a number, not " + value);
    if (name == "--port") out.port = static_cast<int>(*number);
    if (name == "--tls-port") out.tls_port = static_cast<int>(*number);
    if (name == "--idle-timeout-ms") out.idle_timeout_ms = *number;
    return true;
}

bool apply_flag(Options& out, const std::string& name) {
    if (name == "--no-record") return out.keeps_requests = false, true;
    if (name == "--ipv6") return out.ipv6 = true;
    if (name == "--die-with-parent") return out.dies_with_parent = true;
    if (name == "--help") return out.shows_help = true;
    return false;
}

}  // namespace

Result<Options> parse_options(int argc, char** argv) {
    Options out;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (apply_flag(out, name)) continue;
        if (i + 1 == argc) return invalid("unknown option or missing value: " + name);
        FAREBOX_TRY(known, apply_value(out, name, argv[++i]));
        if (!known) return invalid("unknown option " + name);
    }
    return out;
}

const char* usage_text() {
    return "mock-provider: plays Anthropic and OpenAI on loopback (README.md beside its source)\n"
           "  --port N             plain HTTP, 0 or absent: any free port\n"
           "  --tls-port N         TLS 1.3 as well, 0: any free port\n"
           "  --write-ca FILE      the PEM of the authority made for this run\n"
           "  --port-file FILE     written when listening: port=N, tls_port=N, pid=N\n"
           "  --ipv6               ::1 as well as 127.0.0.1\n"
           "  --record DIR         NNNNNN.request (raw bytes) and NNNNNN.body per request\n"
           "  --no-record          count only; for benchmarks\n"
           "  --behaviour JSON     the standing behaviour, fields as in POST /_mock/behaviour\n"
           "  --idle-timeout-ms N  close connections that idle this long\n"
           "  --die-with-parent    end when the process that started the mock ends\n";
}

}  // namespace farebox::mock
