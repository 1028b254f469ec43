// Ways in for whoever sits at the machine: the first password, a new one, a token to enrol with.

#include "app/farebox-collector/commands.h"

#include "core/base/clock.h"
#include "core/base/file_io.h"
#include "core/base/log.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/web/identity.h"
#include "core/collector/web/local_commands.h"
#include "core/platform/process.h"
#include "core/platform/terminal.h"

#include <cstdio>

namespace farebox::app {
namespace {

// A migrated store, and what to do in it.
int in_store(const collector::Config& config, Result<void> (*work)(collector::Session&, const std::string&),
             const std::string& argument) {
    const auto database = open_database(config);
    if (!database) return fail(database.error());
    if (const Result<void> migrated = collector::migrate(**database); !migrated) {
        return fail(migrated.error());
    }
    const auto session = (*database)->session();
    if (!session) return fail(session.error());
    const Result<void> done = work(**session, argument);
    return done ? 0 : fail(done.error());
}

Result<void> print_token(collector::Session& session, const std::string& label) {
    FAREBOX_TRY(made, collector::make_token_locally(session, label, platform::user_name(),
                                                    SystemClock().now()));
    std::printf("%s\n", made.text.c_str());
    return {};
}

Result<void> print_password(collector::Session& session, const std::string& account) {
    FAREBOX_TRY(password, collector::reset_password_locally(session, account, platform::user_name(),
                                                            SystemClock().now()));
    std::printf("%s\n", password.c_str());
    return {};
}

}  // namespace

Result<void> show_first_password(collector::Database& database, const collector::Config& config) {
    FAREBOX_TRY(session, database.session());
    FAREBOX_TRY(password, collector::make_first_admin(*session, SystemClock().now()));
    if (!password) return {};
    // Never in the log: that is kept, copied and read by many.
    const std::string path = collector::first_password_file(config);
    FAREBOX_TRY_VOID(save_file(path, *password + "\n"));
    if (platform::find_terminal()) {
        std::printf("\nSign in as admin with the password %s\n"
                    "(asked to change it; also in %s until then)\n\n", password->c_str(), path.c_str());
    }
    log_info("first start: sign in as admin with the password in this file", {{"file", path}});
    return {};
}

int run_token(const CollectorOptions& options, const collector::Config& config) {
    if (options.arguments.size() != 1) return fail(invalid("token needs a label: farebox-collector token \"laptops of Berlin\""));
    return in_store(config, print_token, options.arguments[0]);
}

int run_reset_password(const CollectorOptions& options, const collector::Config& config) {
    if (options.arguments.size() != 1) return fail(invalid("reset-password needs an account: farebox-collector reset-password admin"));
    return in_store(config, print_password, options.arguments[0]);
}

}  // namespace farebox::app
