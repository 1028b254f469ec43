#pragma once
// What every command is given: where Farebox keeps its files, how to write to this terminal.

#include <string>

#include "core/base/clock.h"
#include "core/control/arguments.h"
#include "core/control/client.h"
#include "core/control/table.h"
#include "core/ledger/ledger.h"
#include "core/platform/paths.h"
#include "core/settings/store.h"

namespace farebox::cli {

struct Console {
    const platform::Paths& paths;
    const Clock& clock;
    control::TextStyle style;

    std::string ledger_path() const { return paths.state_dir + "/" + ledger::FileName; }
    std::string socket_path() const;
    /// `settings` as for control::Client.
    control::Client make_client(settings::Store* settings = nullptr) const;
    /// All places of settings: the user's file and what manages the machine.
    settings::Places setting_places() const;
    settings::Settings load_settings() const;

    /// To standard output, with pipes that were closed early (`| head`) taken as the end.
    void print(const std::string& text) const;
    /// "farebox: ..." on standard error.
    void warn(const std::string& text) const;
    /// Warns and returns the fitting exit code.
    int fail(const Error& error) const;
    /// The same, and ExitNotRunning where no daemon answers.
    int fail(const Error& error, control::Client& client) const;
};

/// Width of the terminal and whether colour is wanted.
control::TextStyle find_style();

int run_status(const control::Arguments& arguments, const Console& console);
int run_spend(const control::Arguments& arguments, const Console& console);
int run_calls(const control::Arguments& arguments, const Console& console);
int run_call(const control::Arguments& arguments, const Console& console);
int run_run(const control::Arguments& arguments, const Console& console);
int run_doctor(const control::Arguments& arguments, const Console& console);
int run_budget(const control::Arguments& arguments, const Console& console);
int run_override(const control::Arguments& arguments, const Console& console);
int run_pause(const control::Arguments& arguments, const Console& console);
int run_resume(const control::Arguments& arguments, const Console& console);
int run_audit(const control::Arguments& arguments, const Console& console);
int run_statusline(const control::Arguments& arguments, const Console& console);
int run_top(const control::Arguments& arguments, const Console& console);
int run_policy(const control::Arguments& arguments, const Console& console);
int run_assign(const control::Arguments& arguments, const Console& console);
int run_config(const control::Arguments& arguments, const Console& console);
int run_enroll(const control::Arguments& arguments, const Console& console);
int run_login(const control::Arguments& arguments, const Console& console);
int run_sync(const control::Arguments& arguments, const Console& console);
int run_completion(const control::Arguments& arguments, const Console& console);

}  // namespace farebox::cli
