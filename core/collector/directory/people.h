#pragma once
// Reading people: who somebody is, and whom an identity names.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/collector/directory/edit.h"

namespace farebox::collector {

/// Kinds of identity that a call's developer_id may be. Others: "oidc_sub", "scim_id",
/// "external_id" (the identity provider's names, used to sign in and to provision).
inline constexpr std::array<std::string_view, 3> JoiningKinds = {"person_id", "email", "developer_id"};
bool is_joining(std::string_view kind);
/// Identities are unique within a space: "joins" for all joining kinds, else the kind.
std::string_view identity_space(std::string_view kind);

/// The form in which an identity is kept and compared: trimmed; an e-mail address and a claimed
/// developer id in small letters. Ingest applies it with kind "developer_id" to what a laptop
/// claims, before the row is stored.
std::string identity_value(std::string_view kind, std::string_view value);

Result<std::optional<Person>> load_person(Session& session, const std::string& person_id);
/// Who belongs to one of these teams on that day, by person_id.
Result<std::vector<std::string>> members_of(Session& session, const std::vector<std::string>& team_ids,
                                            const std::string& day);
/// The person_id that an identity names now; "" nobody. A joining value is found under each kind.
Result<std::string> find_identity(Session& session, std::string_view kind, std::string_view value);

}  // namespace farebox::collector
