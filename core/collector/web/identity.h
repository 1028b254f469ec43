#pragma once
// What the front door needs to tell who is asking: the identity provider, the server's own keys, and
// what was tried in vain lately.

#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/collector/auth/devices.h"
#include "core/collector/auth/failures.h"
#include "core/collector/auth/oidc.h"
#include "core/collector/auth/pseudonyms.h"
#include "core/collector/store/database.h"
#include "core/collector/web/config.h"
#include "core/net/signature.h"

namespace farebox::collector {

/// Any thread.
struct Identity {
    Pseudonyms pseudonyms;
    net::SigningKey policy_key;  ///< its public half is told at enrolment
    OidcClient oidc;
    FindPerson find_person;
    Failures wrong_passwords;  ///< by address
    Failures wrong_tokens;     ///< by address
    Failures begun_logins;     ///< at the identity provider, by address

    /// Reads or makes the server's keys. `fetch` asks the identity provider.
    static Result<std::unique_ptr<Identity>> make(Database& database, const Config& config,
                                                  const Clock& clock, Fetch fetch);
    /// Asks over the network, with the certificates that `config` names.
    static Fetch network(const Config& config);
};

/// Asks the directory; the find_person of Identity.
Result<std::optional<std::string>> find_in_directory(Session& session, std::string_view kind,
                                                     const std::string& value);

/// Where the first administrator's password lies until it is changed.
std::string first_password_file(const Config& config);

/// The directory's person of a login: by the provider's own id, else by the address; "" for nobody.
Result<std::string> find_signed_in_person(Session& session, const Identity& identity,
                                          const OidcIdentity& who);

}  // namespace farebox::collector
