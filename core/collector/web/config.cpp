#include "core/collector/web/config.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/spelling.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/collector/auth/group_roles.h"
#include "core/net/web/trusted_proxies.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::int64_t Minute = 60'000;
constexpr std::int64_t MostPerMinute = 1'000'000;

// One value into its member; the text of a problem, or "".
class Setter {
public:
    Setter(Config& config, const ConfigKey& key, std::string origin)
        : config_(config), key_(key), origin_(std::move(origin)) {}

    std::string set(const Json& value) {
        return std::visit([&](auto member) { return put(config_.*member, value); }, key_.member);
    }

private:
    std::string put(std::string& into, const Json& value) {
        if (!value.is_string()) return wrong("a text");
        const auto text = value.get<std::string>();
        const auto choices = split(key_.choices, ' ');
        if (!choices.empty() && std::ranges::find(choices, text) == choices.end()) {
            return wrong(format("one of {}", key_.choices));
        }
        into = text;
        return "";
    }
    std::string put(std::int64_t& into, const Json& value) {
        if (!value.is_number_integer() || value.get<std::int64_t>() < key_.least ||
            value.get<std::int64_t>() > key_.most) {
            return wrong(format("a whole number from {} to {}", key_.least, key_.most));
        }
        into = value.get<std::int64_t>();
        return "";
    }
    std::string put(bool& into, const Json& value) {
        if (!value.is_boolean()) return wrong("true or false");
        into = value.get<bool>();
        return "";
    }
    std::string put(std::vector<std::string>& into, const Json& value) {
        const auto is_text = [](const Json& one) { return one.is_string(); };
        if (!value.is_array() || !std::ranges::all_of(value, is_text)) return wrong("a list of texts");
        into = value.get<std::vector<std::string>>();
        return "";
    }
    std::string wrong(std::string_view wanted) const {
        return format("{} must be {} ({})", key_.name, wanted, origin_);
    }

    Config& config_;
    const ConfigKey& key_;
    const std::string origin_;
};

// A variable's text as the JSON that the key's type reads.
Json from_environment(const ConfigKey& key, const std::string& text) {
    if (std::holds_alternative<std::string Config::*>(key.member)) return text;
    if (std::holds_alternative<std::vector<std::string> Config::*>(key.member)) {
        Json list = Json::array();
        for (const auto one : split(text, ',')) list.push_back(std::string(trim(one)));
        return list;
    }
    if (const auto number = parse_int(text)) return *number;
    if (text == "true" || text == "false") return text == "true";
    return text;
}

std::string unknown_key(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& key : config_keys()) names.emplace_back(key.name);
    const auto meant = find_nearest_word(name, names);
    return format("unknown key \"{}\"{}", printable(name),
                  meant ? format(", did you mean \"{}\"?", *meant) : "; docs/collector.md lists all");
}

// What single values cannot tell.
void check_whole(const Config& config, std::vector<std::string>& problems) {
    if (config.tls_certificate_file.empty() != config.tls_key_file.empty()) {
        problems.emplace_back("tls_certificate_file and tls_key_file belong together: set both or none");
    }
    if (const auto proxies = net::TrustedProxies::parse(config.trusted_proxies); !proxies) {
        problems.push_back("trusted_proxies: " + proxies.error().message);
    }
    if (!config.public_url.empty()) {
        const Result<Url> url = parse_url(config.public_url);
        if (!url || !url->path.empty() || !url->query.empty() || !url->userinfo.empty()) {
            problems.push_back(format("public_url must be scheme and host alone, such as "
                                      "https://farebox.acme.example, and is \"{}\"",
                                      printable(config.public_url)));
        }
    }
    if (!config.oidc_issuer.empty() && config.oidc_client_id.empty()) {
        problems.emplace_back("oidc_issuer needs oidc_client_id: register the collector there first");
    }
    if (const auto mapping = parse_group_roles(config.oidc_group_roles); !mapping) {
        problems.push_back("oidc_group_roles: " + mapping.error().message);
    }
}

std::vector<ConfigKey> server_keys() {
    return {
        {"listen_address", &Config::listen_address,
         "Numeric address to listen on; `0.0.0.0` or `::` for all."},
        {"listen_port", &Config::listen_port, "Port to listen on; 0 takes a free one and logs it.", 0, 65535},
        {"public_url", &Config::public_url,
         "Scheme and host that people and laptops use. Needed behind a proxy; empty: as the caller "
         "wrote it in Host."},
        {"company", &Config::company, "Name shown on the pages and in exports."},
        {"data_dir", &Config::data_dir,
         "Folder of the embedded database and of keys; empty: `$STATE_DIRECTORY`, else "
         "`/var/lib/farebox-collector`."},
        {"database", &Config::database,
         "`postgresql://user@host/name`; empty: SQLite in `data_dir`. A password belongs into the "
         "environment variable of this key or into PGPASSFILE."},
        {"tls_certificate_file", &Config::tls_certificate_file,
         "PEM chain, server's certificate first; read again on SIGHUP. Empty: plain HTTP, for a "
         "proxy in front or for loopback."},
        {"tls_key_file", &Config::tls_key_file, "PEM private key, unencrypted."},
        {"trusted_proxies", &Config::trusted_proxies,
         "Addresses or networks (`10.0.0.0/8`) whose X-Forwarded-For and X-Forwarded-Proto are "
         "believed."},
        {"threads", &Config::threads, "Requests served at the same time.", 1, 512},
        {"downloads", &Config::downloads,
         "Files (CSV, FOCUS) sent at the same time, more are answered 503 with a time to wait: each "
         "holds one of eight database sessions, and a thread, until its reader has it all.", 1, 6},
        {"body_limit_bytes", &Config::body_limit_bytes,
         "Largest body of a request on the wire; more is answered 413.", 64 << 10, 256 << 20},
        {"request_deadline_ms", &Config::request_deadline_ms,
         "How long a request may take to arrive.", 1'000, 10 * Minute},
        {"drain_ms", &Config::drain_ms,
         "How long a stop waits for requests that were begun.", 0, 10 * Minute},
        {"rate_address_per_minute", &Config::rate_address_per_minute,
         "Requests of one address a minute, more are answered 429; 0: no limit.", 0, MostPerMinute},
        {"rate_login_per_minute", &Config::rate_login_per_minute,
         "Of these, attempts to sign in.", 0, MostPerMinute},
        {"rate_device_per_minute", &Config::rate_device_per_minute, "Requests of one device a minute.", 0,
         MostPerMinute},
        {"rate_account_per_minute", &Config::rate_account_per_minute, "Requests of one person a minute.",
         0, MostPerMinute},
        {"raw_retention_months", &Config::raw_retention_months,
         "Single calls are kept for this many whole months before the present one; sums stay for ever. "
         "0: all are kept. A month that is not closed keeps its calls.", 0, 120},
        {"log_level", &Config::log_level, "Lines below this are left out.", 0, 0,
         "debug info warn error"},
        {"log_format", &Config::log_format, "One JSON object a line, or text for a terminal.", 0, 0,
         "json plain"},
    };
}

std::vector<ConfigKey> identity_keys() {
    return {
        {"oidc_issuer", &Config::oidc_issuer,
         "The company's identity provider (OpenID Connect), exactly as its discovery document writes "
         "`issuer`. Empty: local accounts alone."},
        {"oidc_client_id", &Config::oidc_client_id,
         "The client for the pages, registered with the redirect `<public_url>/login/oidc/callback`."},
        {"oidc_client_secret", &Config::oidc_client_secret,
         "Its secret; better in the environment variable of this key. Empty: a public client."},
        {"oidc_laptop_client_id", &Config::oidc_laptop_client_id,
         "The native client for `farebox login`, registered with the redirect "
         "`http://127.0.0.1/farebox-login` (on any port) and, for machines without a browser, the "
         "device grant. Empty: no such login."},
        {"oidc_scopes", &Config::oidc_scopes, "Asked for at a login; some providers need `groups`, too."},
        {"oidc_groups_claim", &Config::oidc_groups_claim, "The claim of the ID token that lists groups."},
        {"oidc_group_roles", &Config::oidc_group_roles,
         "Roles by group, `<group>=<role>`: `finops=finance`, `payments-leads=team_lead:payments`; roles "
         "are finance, platform_admin, auditor, team_lead:<team_id>. Whoever signs in is a developer."},
        {"oidc_ca_file", &Config::oidc_ca_file,
         "PEM roots for the identity provider instead of the system's."},
        {"names_visible", &Config::names_visible,
         "Finance sees people by name instead of by pseudonym. Ask the works council first."},
        {"min_group_size", &Config::min_group_size,
         "Ranked views of people show no group smaller than this one.", 1, 1000},
    };
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
    static const std::vector<ConfigKey> keys = [] {
        std::vector<ConfigKey> all = server_keys();
        for (const ConfigKey& key : identity_keys()) all.push_back(key);
        return all;
    }();
    return keys;
}

std::string environment_name(std::string_view key) {
    std::string name = "FAREBOX_COLLECTOR_";
    for (const char c : key) name += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return name;
}

LoadedConfig read_config(const Json& document, const Environment& environment) {
    LoadedConfig loaded;
    if (!document.is_object()) {
        loaded.problems.emplace_back("the configuration must be one JSON object");
        return loaded;
    }
    const auto note = [&](std::string problem) {
        if (!problem.empty()) loaded.problems.push_back(std::move(problem));
    };
    for (const auto& [name, value] : document.items()) {
        const auto key = std::ranges::find(config_keys(), std::string_view(name), &ConfigKey::name);
        if (key == config_keys().end()) {
            note(unknown_key(name));
        } else {
            note(Setter(loaded.config, *key, "configuration file").set(value));
        }
    }
    for (const ConfigKey& key : config_keys()) {
        const std::string variable = environment_name(key.name);
        const char* text = environment(variable.c_str());
        if (text == nullptr) continue;
        note(Setter(loaded.config, key, "environment variable " + variable).set(from_environment(key, text)));
    }
    check_whole(loaded.config, loaded.problems);
    return loaded;
}

LoadedConfig load_config(const std::string& path, const Environment& environment) {
    if (path.empty()) return read_config(Json::object(), environment);
    const Result<std::string> text = load_file(path);
    if (!text) return {{}, {text.error().message}};
    const Result<Json> document = parse_json(*text);
    if (!document) return {{}, {path + ": " + document.error().message}};
    LoadedConfig loaded = read_config(*document, environment);
    for (auto& problem : loaded.problems) problem = path + ": " + problem;
    return loaded;
}

}  // namespace farebox::collector
