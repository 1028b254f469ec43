// Reads the configuration file key by key. The table of keys below is the whole schema: a key that
// is not in it is reported with the nearest known one.

#include "core/settings/settings.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"

#include <algorithm>

namespace farebox::settings {
namespace {

class Problems {
public:
    explicit Problems(std::vector<std::string>& list) : list_(list) {}
    void add(std::string_view key, const Json& value, std::string_view expected) {
        list_.push_back(format("{} = {}: expected {}; the default stays in force", key,
                               printable(shorten(to_text(value), 80)), expected));
    }
    void add_text(std::string text) { list_.push_back(std::move(text)); }

private:
    std::vector<std::string>& list_;
};

void read_number(const Json& value, std::string_view key, std::int64_t low, std::int64_t high,
                 std::int64_t& target, Problems& problems) {
    if (value.is_number_integer()) {
        const std::int64_t number = value.get<std::int64_t>();
        if (number >= low && number <= high) {
            target = number;
            return;
        }
    }
    problems.add(key, value, format("a whole number from {} to {}", low, high));
}

void read_text(const Json& value, std::string_view key, std::string& target, Problems& problems) {
    if (value.is_string()) {
        target = value.get<std::string>();
    } else {
        problems.add(key, value, "text");
    }
}

void read_log_level(const Json& value, std::string& target, Problems& problems) {
    static constexpr std::string_view Levels[] = {"debug", "info", "warn", "error"};
    if (value.is_string() && std::ranges::count(Levels, value.get<std::string>()) > 0) {
        target = value.get<std::string>();
    } else {
        problems.add("log_level", value, "debug, info, warn or error");
    }
}

bool is_upstream_name(std::string_view name) {
    // "a" and names that start with "_" are Farebox's own paths.
    return !name.empty() && name != "a" && !name.starts_with('_') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

// An upstream's keys over what was there before; the whole entry is dropped when one is bad, since
// half an address would send calls to the wrong place.
void read_upstream(const std::string& name, const Json& value, Settings& settings,
                   Problems& problems) {
    const std::string key = "upstreams." + name;
    if (!is_upstream_name(name)) {
        problems.add_text(format("{}: a name has only a-z, 0-9, '-' and '_', and is not \"a\"", key));
        return;
    }
    if (!value.is_object()) return problems.add(key, value, "an object with \"url\"");
    Upstream upstream;
    if (const auto at = settings.upstreams.find(name); at != settings.upstreams.end()) {
        upstream = at->second;
    }
    upstream.name = name;
    for (const auto& [field, member] : value.items()) {
        const std::string field_key = key + "." + field;
        if (field == "url" && member.is_string()) {
            Result<Url> url = parse_url(member.get<std::string>());
            if (!url || !url->userinfo.empty() || !url->query.empty()) {
                return problems.add_text(format("{}: {}", field_key,
                                                url ? "a URL here has no user, password or query"
                                                    : url.error().message));
            }
            upstream.url = *url;
        } else if (field == "provider" && member.is_string()) {
            upstream.provider = member.get<std::string>();
        } else if (field == "ca_file" && member.is_string()) {
            upstream.ca_file = member.get<std::string>();
        } else if (field == "local" && member.is_boolean()) {
            upstream.local = member.get<bool>();
        } else {
            return problems.add(field_key, member,
                                "url, provider, ca_file (text) or local (true or false)");
        }
    }
    if (upstream.url.host.empty()) return problems.add(key, value, "an object with \"url\"");
    if (upstream.url.scheme == "http" && !upstream.local && !is_loopback(upstream.url.host)) {
        problems.add_text(format(
            "{}.url: plain http would show credentials to the network; use https, or say "
            "\"local\": true for a model server on your own network",
            key));
        return;
    }
    settings.upstreams[name] = std::move(upstream);
}

void read_key(const std::string& key, const Json& value, Settings& settings, Problems& problems) {
    std::int64_t port = settings.listen_port;
    if (key == "listen") {
        if (!value.is_object()) return problems.add(key, value, "an object with \"port\"");
        for (const auto& [field, member] : value.items()) {
            if (field == "port") {
                read_number(member, "listen.port", 0, 65535, port, problems);
            } else {
                problems.add_text(format("listen.{}: unknown key; listen has only \"port\"", field));
            }
        }
        settings.listen_port = std::uint16_t(port);
    } else if (key == "log_level") {
        read_log_level(value, settings.log_level, problems);
    } else if (key == "developer_id") {
        read_text(value, key, settings.developer_id, problems);
    } else if (key == "https_proxy") {
        read_text(value, key, settings.https_proxy, problems);
    } else if (key == "no_proxy") {
        read_text(value, key, settings.no_proxy, problems);
    } else if (key == "drain_ms") {
        read_number(value, key, 0, 600'000, settings.drain_ms, problems);
    } else if (key == "stop_grace_ms") {
        read_number(value, key, 0, 600'000, settings.stop_grace_ms, problems);
    } else if (key == "upstreams") {
        if (!value.is_object()) return problems.add(key, value, "an object of upstreams by name");
        for (const auto& [name, member] : value.items()) {
            read_upstream(name, member, settings, problems);
        }
    } else {
        problems.add_text(format(
            "{}: unknown key; known are listen, log_level, developer_id, https_proxy, no_proxy, "
            "drain_ms, stop_grace_ms, upstreams",
            printable(shorten(key, 60))));
    }
}

Upstream built_in(std::string name, std::string_view url, std::string provider, bool local = false) {
    Upstream upstream;
    upstream.name = std::move(name);
    upstream.url = parse_url(url).value_or(Url{});
    upstream.provider = std::move(provider);
    upstream.local = local;
    return upstream;
}

}  // namespace

Settings default_settings() {
    Settings settings;
    const Upstream all[] = {
        built_in("anthropic", "https://api.anthropic.com", "anthropic"),
        built_in("openai", "https://api.openai.com", "openai"),
        // Codex with a ChatGPT login (facts: agents-wire.md section 4).
        built_in("chatgpt", "https://chatgpt.com/backend-api/codex", "openai"),
        built_in("gemini", "https://generativelanguage.googleapis.com", "gemini"),
        built_in("openrouter", "https://openrouter.ai/api", "openrouter"),
        built_in("ollama", "http://127.0.0.1:11434", "ollama", /*local=*/true),
    };
    for (const Upstream& upstream : all) settings.upstreams[upstream.name] = upstream;
    return settings;
}

Settings read_settings(std::string_view text, std::string_view origin) {
    Settings settings = default_settings();
    settings.origin = origin;
    Problems problems(settings.problems);
    Result<Json> document = parse_json(text);
    if (!document || !document->is_object()) {
        problems.add_text(format("{}: {}; all defaults are in force", origin,
                                 document ? "the file is not a JSON object"
                                          : document.error().message));
        return settings;
    }
    for (const auto& [key, value] : document->items()) read_key(key, value, settings, problems);
    return settings;
}

Settings load_settings(const std::string& path) {
    if (!file_exists(path)) return default_settings();
    Result<std::string> text = load_file(path);
    if (text) return read_settings(*text, path);
    Settings settings = default_settings();
    settings.origin = path;
    settings.problems.push_back(text.error().message + "; all defaults are in force");
    return settings;
}

}  // namespace farebox::settings
