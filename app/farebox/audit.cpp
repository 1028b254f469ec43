#include "app/farebox/console.h"
#include "core/control/show.h"

namespace farebox::cli {

int run_audit(const control::Arguments& arguments, const Console& console) {
    control::Parameters parameters;
    if (arguments.has("--limit")) parameters["limit"] = arguments.value("--limit");
    if (!arguments.words.empty() && arguments.words[0] != "verify") {
        return console.fail(invalid("audit takes: verify, or nothing"));
    }
    if (!arguments.words.empty()) parameters["limit"] = "0";
    control::Client client = console.make_client();
    const auto audit = client.get("audit", parameters);
    if (!audit) return console.fail(audit.error());
    console.print(arguments.has("--json") ? to_pretty_text(*audit) + "\n"
                                          : control::show_audit(*audit, console.style));
    const bool is_whole = find_bool(*audit, "verified").value_or(false);
    return is_whole ? control::ExitOk : control::ExitProblems;
}

}  // namespace farebox::cli
