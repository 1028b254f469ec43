#include "core/settings/resolve.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/settings/check_value.h"
#include "core/settings/upstreams.h"

namespace farebox::settings {
namespace {

constexpr std::string_view SourceNames[] = {"device_enforced",   "collector_enforced", "user",
                                            "collector_default", "device_default",     "built_in"};

struct Candidate {
    Source source;
    std::string origin;
    Json value;
};
// By key; the one that counts first.
using Candidates = std::map<std::string, std::vector<Candidate>>;

Spelling spelling_of(Source source) {
    const bool is_device = source == Source::DeviceEnforced || source == Source::DeviceDefault;
    return is_device ? Spelling::Registry : Spelling::Json;
}

// "" when the source may set the key, else why it may not.
std::string_view find_refusal(const Key& key, Source source) {
    switch (source) {
        case Source::DeviceEnforced:
            return key.enforceable_by_device ? "" : "device management cannot enforce this key";
        case Source::DeviceDefault:
            return key.recommendable_by_device ? "" : "device management cannot recommend this key";
        case Source::CollectorEnforced:
            return key.enforceable_by_collector ? "" : "the collector may not enforce this key";
        case Source::CollectorDefault:
            return key.recommendable_by_collector ? "" : "the collector may not recommend this key";
        case Source::User:
            return key.scope == KeyScope::User ? "" : "only who manages the machine sets this key";
        case Source::BuiltIn: return "";
    }
    return "";
}

// Takes one source apart into candidates.
class Reader {
public:
    Reader(const Schema& schema, Candidates& candidates, std::vector<std::string>& problems)
        : schema_(schema), candidates_(candidates), problems_(problems) {}

    void read(const SourceValues& from) { read_members(from, from.values, ""); }

private:
    void read_members(const SourceValues& from, const Json& object, const std::string& prefix) {
        for (const auto& [name, value] : object.items()) {
            const std::string whole = prefix + name;
            if (const Key* key = schema_.find(whole)) {
                read_value(from, *key, value);
            } else if (schema_.is_group(whole) && value.is_object()) {
                read_members(from, value, whole + ".");
            } else if (schema_.is_group(whole)) {
                problems_.push_back(format("{}: expected an object with its keys, in {}", whole,
                                           from.origin));
            } else {
                problems_.push_back(format("{}: unknown key in {}{}", printable(shorten(whole, 60)),
                                           from.origin, schema_.suggest(whole)));
            }
        }
    }

    void read_value(const SourceValues& from, const Key& key, const Json& value) {
        if (const auto refusal = find_refusal(key, from.source); !refusal.empty()) {
            problems_.push_back(format("{}: {}; the value in {} is not used", key.name, refusal,
                                       from.origin));
            return;
        }
        CheckedValue checked = check_value(key, value, spelling_of(from.source));
        for (const std::string& problem : checked.problems) {
            problems_.push_back(format("{}; not used from {}", problem, from.origin));
        }
        if (!checked.value) return;
        candidates_[key.name].push_back({from.source, from.origin, *std::move(checked.value)});
    }

    const Schema& schema_;
    Candidates& candidates_;
    std::vector<std::string>& problems_;
};

std::string short_name(Source source) {
    if (source == Source::DeviceEnforced || source == Source::DeviceDefault) return "device";
    if (source == Source::User) return "user";
    return source == Source::BuiltIn ? "built_in" : "collector";
}

// What an entry of a list is known by.
std::string id_of(const Json& entry) {
    for (const char* name : {"budget_id", "folder", "program"}) {
        if (const auto id = find_string(entry, name)) return *id;
    }
    return "";
}

// All entries, the highest source first; of two with the same id the first counts.
Json append_all(const Key& key, const std::vector<Candidate>& candidates,
                std::vector<std::string>& problems) {
    Json all = key.default_value;
    std::set<std::string> ids;
    for (const Candidate& candidate : candidates) {
        for (Json entry : candidate.value) {
            const std::string id = id_of(entry);
            if (!id.empty() && !ids.insert(id).second) {
                problems.push_back(format("{}: \"{}\" in {} is set by a higher source as well, "
                                          "which counts",
                                          key.name, printable(shorten(id, 60)), candidate.origin));
                continue;
            }
            entry["source"] = short_name(candidate.source);
            entry["is_locked"] = is_enforced(candidate.source);
            all.push_back(std::move(entry));
        }
    }
    return all;
}

Json merge_over_default(const Key& key, const Json& value) {
    Json merged = key.default_value;
    for (const auto& [name, entry] : value.items()) {
        const Json* base = find_member(merged, name);
        merged[name] = base == nullptr ? entry : merge_members(*base, entry);
    }
    return merged;
}

Effective choose(const Key& key, const std::vector<Candidate>& candidates,
                 std::vector<std::string>& problems) {
    Effective chosen{key.name, key.default_value, key.default_value};
    if (candidates.empty()) return chosen;
    const Candidate& first = candidates.front();
    chosen.source = first.source;
    chosen.origin = first.origin;
    // The user may add to an appended list, so that it is never locked as a whole.
    chosen.is_locked = is_enforced(first.source) && key.combine != Combine::Append;
    if (key.combine == Combine::Append) chosen.value = append_all(key, candidates, problems);
    if (key.combine == Combine::Merge) chosen.value = merge_over_default(key, first.value);
    if (key.combine == Combine::Replace) chosen.value = first.value;
    return chosen;
}

}  // namespace

std::string_view to_text(Source source) { return SourceNames[static_cast<std::size_t>(source)]; }

bool is_enforced(Source source) {
    return source == Source::DeviceEnforced || source == Source::CollectorEnforced;
}

const Effective* Resolution::find(std::string_view key) const {
    const auto at = std::ranges::find(settings, key, &Effective::key);
    return at == settings.end() ? nullptr : &*at;
}

Resolution resolve(const std::vector<SourceValues>& sources, const Schema& schema) {
    Resolution resolution;
    Candidates candidates;
    Reader reader(schema, candidates, resolution.problems);
    for (const SourceValues& one : sources) reader.read(one);
    for (const Key& key : schema.keys()) {
        std::vector<Candidate> own = std::move(candidates[key.name]);
        // Later ones of the same kind first.
        std::ranges::reverse(own);
        std::ranges::stable_sort(own, {}, &Candidate::source);
        resolution.settings.push_back(choose(key, own, resolution.problems));
    }
    return resolution;
}

}  // namespace farebox::settings
