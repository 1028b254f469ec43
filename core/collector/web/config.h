#pragma once
// What an operator sets: one flat JSON object, each key once in the table of config.cpp.
//
// A key is a member of Config with the same name. The table gives its text, its limits and its
// environment variable (FAREBOX_COLLECTOR_<KEY>, which wins over the file); docs/collector.md lists
// it, and a test holds that page to the table.

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace farebox::collector {

struct Config {
    std::string listen_address = "127.0.0.1";
    std::int64_t listen_port = 7780;
    std::string public_url;
    std::string company = "Farebox";
    std::string data_dir;
    std::string database;
    std::string tls_certificate_file;
    std::string tls_key_file;
    std::vector<std::string> trusted_proxies;
    std::int64_t threads = 16;
    std::int64_t body_limit_bytes = 8 << 20;
    std::int64_t downloads = 3;
    std::int64_t request_deadline_ms = 30'000;
    std::int64_t drain_ms = 10'000;
    std::int64_t rate_address_per_minute = 6'000;
    std::int64_t rate_login_per_minute = 30;
    std::int64_t rate_device_per_minute = 600;
    std::int64_t rate_account_per_minute = 1'200;
    std::string oidc_issuer;
    std::string oidc_client_id;
    std::string oidc_client_secret;
    std::string oidc_laptop_client_id;
    std::vector<std::string> oidc_scopes = {"openid", "profile", "email"};
    std::string oidc_groups_claim = "groups";
    std::vector<std::string> oidc_group_roles;
    std::string oidc_ca_file;
    bool names_visible = false;
    std::int64_t min_group_size = 5;
    std::int64_t raw_retention_months = 0;
    std::string log_level = "info";
    std::string log_format = "json";
};

struct ConfigKey {
    using Member = std::variant<std::string Config::*, std::int64_t Config::*,
                                std::vector<std::string> Config::*, bool Config::*>;
    const char* name;
    Member member;
    const char* text;            ///< for docs/collector.md, one sentence or two
    std::int64_t least = 0;      ///< of a number
    std::int64_t most = 0;
    const char* choices = "";    ///< of a text: "info debug", "" for any
};
const std::vector<ConfigKey>& config_keys();

struct LoadedConfig {
    Config config;
    std::vector<std::string> problems;  ///< one sentence each; a server does not start with any
};

using Environment = std::function<const char*(const char* name)>;

/// `path` empty: only the environment counts. A file that cannot be read is a problem, too.
LoadedConfig load_config(const std::string& path, const Environment& environment);
/// The same from a parsed document.
LoadedConfig read_config(const Json& document, const Environment& environment);

/// "FAREBOX_COLLECTOR_LISTEN_PORT"
std::string environment_name(std::string_view key);

}  // namespace farebox::collector
