#pragma once
// One account of each role in the demo company, with a password that is drawn at each start.

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct DemoLogin {
    std::string account;
    std::string sees;  ///< "all cost centres, people under pseudonyms"
};

struct DemoLogins {
    std::vector<DemoLogin> logins;
    std::string password;  ///< of all of them
};

/// Makes the accounts where they are missing and gives all of them a new password.
Result<DemoLogins> make_demo_logins(Session& session, UtcNs now);

}  // namespace farebox::collector
