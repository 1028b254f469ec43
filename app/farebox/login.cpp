// Who works on this machine: the browser or a code, then the collector is told.

#include <chrono>
#include <thread>

#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/platform/command.h"
#include "core/platform/paths.h"
#include "core/sync/login.h"
#include "core/sync/syncer.h"

namespace farebox::cli {
namespace {

#if defined(__APPLE__)
constexpr const char* Opener = "open";
#elif defined(_WIN32)
constexpr const char* Opener = "explorer";
#else
constexpr const char* Opener = "xdg-open";
#endif

// What the browser needs to find the desktop it belongs to.
platform::Environment desktop_environment() {
    platform::Environment environment;
    for (const char* name : {"PATH", "HOME", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR",
                             "XDG_CURRENT_DESKTOP", "DBUS_SESSION_BUS_ADDRESS", "BROWSER",
                             "XAUTHORITY", "LANG"}) {
        if (const auto value = platform::read_variable(name)) environment.emplace_back(name, *value);
    }
    return environment;
}

Result<Json> log_in(const sync::LoginPlace& place, const sync::HttpClient& http, bool by_device,
                    const Console& console) {
    if (by_device) {
        return sync::login_by_device(
            place, http,
            {[&](const std::string& url, const std::string& code) {
                 console.print(format("Open {}\nand enter the code {}\n", printable(url),
                                      printable(code)));
             },
             [](std::chrono::seconds time) { std::this_thread::sleep_for(time); }});
    }
    sync::BrowserLogin browser;
    browser.open = [&](const std::string& url) {
        console.print(format("Log in in your browser. If no page opens, go to\n{}\n", printable(url)));
        (void)platform::capture_command({Opener, url}, desktop_environment());
    };
    return sync::login_in_browser(place, http, browser);
}

}  // namespace

int run_login(const control::Arguments& arguments, const Console& console) {
    control::Client client = console.make_client();
    const auto fail = [&](const Error& error) {
        const int code = console.fail(error);
        return client.is_daemon_running() ? code : int(control::ExitNotRunning);
    };
    const auto told = client.get("login");
    if (!told) return fail(told.error());
    const auto place = sync::parse_login_place(*told);
    if (!place) return fail(place.error());
    const settings::Settings values = console.load_settings();
    const sync::HttpClient http(sync::proxy_rules_of(values), values.collector.ca_file);
    const auto proof = log_in(*place, http, arguments.has("--device"), console);
    if (!proof) return fail(proof.error());
    const auto bound = client.send("POST", "login", *proof);
    if (!bound) return fail(bound.error());
    console.print(format("this machine now works for {}\n",
                         printable(find_string(*bound, "user_name").value_or("you"))));
    return control::ExitOk;
}

}  // namespace farebox::cli
