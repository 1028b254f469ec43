#pragma once
// Is this value allowed for this key? One bad value never spoils its neighbours: of an object or
// list the good entries stay.

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/settings/schema.h"

namespace farebox::settings {

/// What the source can express. The Windows registry has no true and false and no lists; its
/// numbers and its text of JSON stand for them.
enum class Spelling { Json, Registry };

struct CheckedValue {
    std::optional<Json> value;          ///< absent: nothing of it can be used
    std::vector<std::string> problems;  ///< "drain_ms = 1.5: expected a whole number from 0 to ..."
};

CheckedValue check_value(const Key& key, const Json& value, Spelling spelling = Spelling::Json);

/// A word of the command line as a value of the key: text as it is, the rest as JSON.
Result<Json> parse_value_word(const Key& key, std::string_view word);

/// What the key takes, as a phrase: "a whole number from 0 to 65535".
std::string describe_allowed(const Key& key);

}  // namespace farebox::settings
