#include "app/farebox/console.h"
#include "core/control/show.h"

namespace farebox::cli {

int run_call(const control::Arguments& arguments, const Console& console) {
    control::Client client = console.make_client();
    const auto call = client.get("calls/" + arguments.words.front());
    if (!call) return console.fail(call.error());
    console.print(arguments.has("--json") ? to_pretty_text(*call) + "\n"
                                          : control::show_call(*call, console.style));
    return control::ExitOk;
}

}  // namespace farebox::cli
