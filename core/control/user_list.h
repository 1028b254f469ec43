#pragma once
// The user's own part of a setting that is a list, as their file has it.

#include <string>

#include "core/base/json.h"
#include "core/settings/store.h"

namespace farebox::control {

/// What the file says under `key`, wrong entries included: they must not vanish because another is
/// changed. An empty list without the file or the key; Invalid when it is no list.
Result<Json> load_user_list(const settings::Store& store, std::string_view key);

/// Writes the list; an empty one takes the key out of the file.
Result<void> save_user_list(settings::Store& store, std::string_view key, const Json& list);

/// What an entry is known by; "" for one that cannot be read.
using EntryId = std::string (*)(const Json& entry);
/// The list with `entry` in the place of the one of that id, or at its end.
Json with_entry(Json list, const Json& entry, const std::string& id, EntryId id_of);
Json without_entry(const Json& list, const std::string& id, EntryId id_of);

/// "the management of this device" or "your organisation's collector", by the entry's `source`.
std::string owner_of(const Json& entry);

}  // namespace farebox::control
