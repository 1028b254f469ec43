#pragma once
// The user's configuration file as text that people also edit: one key is changed, everything else
// stays as and where it was.

#include <string>
#include <string_view>

#include "core/base/json.h"

namespace farebox::settings {

/// `document` with the key set. A key that is there is changed in place, in either of its two forms
/// ("a.b": 1 or "a": {"b": 1}); a new one is added in the nested form.
Json set_member(Json document, std::string_view key, const Json& value);
/// `document` without the key, and without the group when that is empty then.
Json unset_member(Json document, std::string_view key);

/// Reads, changes and replaces the file; creates it and its folder when they are not there. A link
/// stays a link. Invalid when the file is not a JSON object: nothing is overwritten then.
Result<void> write_user_key(const std::string& path, std::string_view key, const Json* value);

}  // namespace farebox::settings
