#include "tests/tools/load_gen/options.h"

#include <charconv>
#include <utility>

namespace farebox::load {
namespace {

bool apply_number(Options& out, const std::string& name, std::int64_t number) {
    const std::pair<const char*, std::int64_t*> table[] = {
        {"--body", &out.body_bytes},      {"--connections", &out.connections},
        {"--requests", &out.requests},    {"--warmup", &out.warmup},
        {"--seconds", &out.seconds},      {"--ramp-us", &out.ramp_us},
        {"--deadline-ms", &out.deadline_ms}, {"--seed", &out.seed},
    };
    for (const auto& [known, field] : table) {
        if (name != known) continue;
        *field = number;
        return true;
    }
    return false;
}

/// http://host:port/target or https://…
bool apply_url(Options& out, std::string_view url) {
    out.tls = url.starts_with("https://");
    if (!out.tls && !url.starts_with("http://")) return false;
    url.remove_prefix(out.tls ? 8 : 7);
    const std::size_t slash = url.find('/');
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos || slash == std::string_view::npos) return false;
    out.host = url.substr(0, colon);
    out.port = url.substr(colon + 1, slash - colon - 1);
    out.target = url.substr(slash);
    return true;
}

}  // namespace

Result<Options> parse_options(int argc, char** argv) {
    Options out;
    if (argc < 2) return invalid("no mode given");
    out.mode = argv[1];
    for (int i = 2; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--stream") {
            out.stream = true;
            continue;
        }
        if (i + 1 == argc) return invalid("missing value of " + name);
        const std::string value = argv[++i];
        std::int64_t number = 0;
        std::from_chars(value.data(), value.data() + value.size(), number);
        if (apply_number(out, name, number)) continue;
        if (name == "--url" && apply_url(out, value)) continue;
        if (name == "--ca") {
            out.ca_file = value;
        } else if (name == "--model") {
            out.model = value;
        } else if (name == "--header") {
            out.headers += value + "\r\n";
        } else {
            return invalid("unknown option or bad value: " + name + " " + value);
        }
    }
    if (out.port.empty()) return invalid("--url http://host:port/target is needed");
    return out;
}

const char* usage_text() {
    return "load-gen MODE --url http[s]://127.0.0.1:PORT/v1/messages [options]   prints JSON\n"
           "  latency         --requests N one after the other on one connection\n"
           "  new-connection  --requests N, each on a connection of its own\n"
           "  streams         --connections N streams at once, --requests each (model with -ts)\n"
           "  throughput      --connections N for --seconds T\n"
           "  hold            --connections N, one request each, then idle for --seconds T\n"
           "  soak            --requests N in all on --connections, random bodies, all verified\n"
           "  --body BYTES --model NAME --stream --ca FILE --warmup N --ramp-us N\n"
           "  --header 'Name: value' (any number of them)\n"
           "  --deadline-ms N (an exchange that takes longer is a hang) --seed N\n";
}

}  // namespace farebox::load
