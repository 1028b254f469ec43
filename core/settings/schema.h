#pragma once
// Every key that a configuration may have: its type, its default, who may set it.
//
// The one place where keys are written down is resources/policy/schema.json; it is inside the
// program, and documentation and device-management templates are generated from the same file.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace farebox::settings {

enum class KeyType { Bool, Int, Text, Enum, List, Object };
/// "bool", "int", ... as in the schema file.
std::string_view to_text(KeyType type);

/// Who may set a key: everybody in the order of sources, or only who manages the machine.
enum class KeyScope { User, Machine };

/// What becomes of the values of several sources.
enum class Combine {
    Replace,  ///< the highest source counts alone
    Append,   ///< lists: all sources together, the highest first
    Merge,    ///< objects: the members of the highest source over those of the default
};

struct Key {
    std::string name;  ///< "override.max_hours"
    std::string group;
    std::string title;
    std::string text;
    std::string since;
    KeyType type = KeyType::Text;
    std::string format;  ///< a finer check of the value: "", "url", "upstreams", "budgets"
    Json default_value;
    std::int64_t min = 0;  ///< Int only
    std::int64_t max = 0;
    std::vector<std::string> words;  ///< Enum only
    Combine combine = Combine::Replace;
    KeyScope scope = KeyScope::User;
    bool needs_restart = false;
    bool enforceable_by_device = false;
    bool recommendable_by_device = false;
    bool enforceable_by_collector = false;
    bool recommendable_by_collector = false;
};

class Schema {
public:
    explicit Schema(std::vector<Key> keys) : keys_(std::move(keys)) {}
    /// In the order of the file.
    const std::vector<Key>& keys() const { return keys_; }
    const Key* find(std::string_view name) const;
    /// True for "override" when there is a key "override.allowed".
    bool is_group(std::string_view name) const;
    /// "; did you mean \"drain_ms\"?" or "".
    std::string suggest(std::string_view name) const;

private:
    std::vector<Key> keys_;
};

/// Invalid names the key that is not right.
Result<Schema> parse_schema(std::string_view text);

/// The schema inside the program. Constant; any thread.
const Schema& built_in_schema();

}  // namespace farebox::settings
