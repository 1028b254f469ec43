#include "core/settings/settings.h"

#include "core/model/budget_json.h"
#include "core/settings/sources.h"

namespace farebox::settings {
namespace {

// The schema guarantees the types; an absent key would be a key that the schema lost.
class Values {
public:
    explicit Values(const Resolution& resolution) : resolution_(resolution) {}
    Json value(std::string_view key) const {
        const Effective* found = resolution_.find(key);
        return found == nullptr ? Json() : found->value;
    }
    void read(std::string_view key, std::string& target) const {
        if (const Json found = value(key); found.is_string()) target = found.get<std::string>();
    }
    void read(std::string_view key, std::int64_t& target) const {
        if (const Json found = value(key); found.is_number_integer()) {
            target = found.get<std::int64_t>();
        }
    }
    void read(std::string_view key, bool& target) const {
        if (const Json found = value(key); found.is_boolean()) target = found.get<bool>();
    }

private:
    const Resolution& resolution_;
};

// A budget that does not say what becomes of models without a price follows the common rule.
std::vector<Budget> read_budgets(const Json& entries, const std::string& unpriced_models) {
    std::vector<Budget> budgets;
    for (Json entry : entries) {
        if (!entry.contains("unpriced")) entry["unpriced"] = unpriced_models;
        if (Result<Budget> budget = parse_budget(entry)) budgets.push_back(*std::move(budget));
    }
    return budgets;
}

std::vector<Assignment> read_assignments(const Json& entries) {
    std::vector<Assignment> rules;
    for (const Json& entry : entries) {
        if (Result<Assignment> rule = parse_assignment(entry)) rules.push_back(*std::move(rule));
    }
    return rules;
}

Settings from_sources(const Sources& sources, std::string origin) {
    Resolution resolution = resolve(sources.values);
    resolution.problems.insert(resolution.problems.begin(), sources.problems.begin(),
                               sources.problems.end());
    return make_settings(resolution, std::move(origin));
}

}  // namespace

Settings make_settings(const Resolution& resolution, std::string origin) {
    const Values values(resolution);
    Settings settings;
    std::int64_t port = settings.listen_port;
    values.read("listen.port", port);
    settings.listen_port = static_cast<std::uint16_t>(port);
    values.read("log_level", settings.log_level);
    values.read("developer_id", settings.developer_id);
    values.read("https_proxy", settings.https_proxy);
    values.read("no_proxy", settings.no_proxy);
    values.read("drain_ms", settings.drain_ms);
    values.read("stop_grace_ms", settings.stop_grace_ms);
    const Json upstreams = values.value("upstreams");
    for (const auto& [name, entry] : upstreams.items()) {
        if (Result<Upstream> upstream = parse_upstream(name, entry)) {
            settings.upstreams[name] = *std::move(upstream);
        }
    }
    values.read("unpriced_models", settings.unpriced_models);
    settings.budgets = read_budgets(values.value("budgets"), settings.unpriced_models);
    settings.assignments = read_assignments(values.value("assignments"));
    values.read("override.allowed", settings.override_rule.allowed);
    values.read("override.max_hours", settings.override_rule.max_hours);
    values.read("override.per_day", settings.override_rule.per_day);
    values.read("override.reason_required", settings.override_rule.reason_required);
    values.read("alerts.desktop", settings.alerts.desktop);
    values.read("alerts.command", settings.alerts.command);
    values.read("alerts.webhook", settings.alerts.webhook);
    values.read("managed_by.name", settings.managed_by.name);
    values.read("managed_by.caption", settings.managed_by.caption);
    values.read("managed_by.url", settings.managed_by.url);
    values.read("collector.url", settings.collector.url);
    values.read("collector.enrolment_token", settings.collector.enrolment_token);
    values.read("collector.ca_file", settings.collector.ca_file);
    values.read("sync.branch", settings.sync.branch);
    values.read("sync.local_details", settings.sync.local_details);
    values.read("sync.raw_usage", settings.sync.raw_usage);
    values.read("sync.interval_s", settings.sync.interval_s);
    values.read("sync.start_spread_s", settings.sync.start_spread_s);
    values.read("sync.disk_cap_mb", settings.sync.disk_cap_mb);
    settings.origin = std::move(origin);
    settings.problems = resolution.problems;
    return settings;
}

Settings default_settings() { return make_settings(resolve({}), ""); }

Settings read_settings(std::string_view text, std::string_view origin) {
    Sources sources;
    add_user_text(sources, text, std::string(origin));
    return from_sources(sources, std::string(origin));
}

Settings load_settings(const std::string& path) {
    Sources sources;
    const bool is_there = add_user_file(sources, path);
    return from_sources(sources, is_there ? path : "");
}

}  // namespace farebox::settings
