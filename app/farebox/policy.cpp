#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/control/show.h"

namespace farebox::cli {

int run_policy(const control::Arguments& arguments, const Console& console) {
    if (arguments.words.front() != "show") {
        return console.fail(invalid(format("no \"policy {}\"; `farebox policy show`", arguments.words.front())));
    }
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    const auto policy = client.get("policy");
    if (!policy) return console.fail(policy.error());
    console.print(arguments.has("--json") ? to_pretty_text(*policy) + "\n"
                                          : control::show_policy(*policy, console.style));
    const Json* problems = find_member(*policy, "problems");
    return problems == nullptr || problems->empty() ? control::ExitOk : control::ExitProblems;
}

}  // namespace farebox::cli
