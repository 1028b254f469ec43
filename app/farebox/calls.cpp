#include <algorithm>
#include <chrono>
#include <thread>

#include "app/farebox/console.h"
#include "app/farebox/filters.h"
#include "core/control/csv.h"
#include "core/control/show.h"
#include "core/model/call_fields.h"

namespace farebox::cli {
namespace {

constexpr std::chrono::milliseconds FollowInterval{500};

std::vector<std::string> call_columns() {
    std::vector<std::string> names;
    const Call call;
    visit_fields(call, [&](const char* name, const auto&) { names.emplace_back(name); });
    return names;
}

void print_calls(const Json& calls, const control::Arguments& arguments, const Console& console,
                 control::Titles titles) {
    if (arguments.has("--json")) {
        // One call a line: a follower can read each as it comes.
        for (const auto& call : calls) console.print(to_text(call) + "\n");
    } else if (arguments.has("--csv")) {
        const std::string text = control::format_csv(call_columns(), calls);
        console.print(titles == control::Titles::Yes ? text : text.substr(text.find('\n') + 1));
    } else {
        const auto evidence = arguments.has("--evidence") ? control::EvidenceColumn::Yes
                                                          : control::EvidenceColumn::No;
        console.print(control::show_calls(calls, console.style, titles, evidence));
    }
}

// Asks for what came after the last row. The local API has no stream yet; half a second is what
// an eye takes for at once, and it runs only while somebody looks.
int follow(std::int64_t last, control::Parameters parameters, const control::Arguments& arguments,
           const Console& console, control::Client& client) {
    parameters.erase("since");
    parameters.erase("until");
    parameters["limit"] = "1000";
    for (;;) {
        std::this_thread::sleep_for(FollowInterval);
        parameters["after"] = std::to_string(last);
        const auto answer = client.get("calls", parameters);
        if (!answer) {
            if (answer.error().code == ErrorCode::NotFound) continue;  // no ledger yet
            return console.fail(answer.error());
        }
        const Json& calls = *find_member(*answer, "calls");
        if (!calls.empty()) print_calls(calls, arguments, console, control::Titles::No);
        last = find_int(*answer, "last_sequence").value_or(last);
    }
}

}  // namespace

int run_calls(const control::Arguments& arguments, const Console& console) {
    control::Parameters parameters = make_parameters(arguments);
    if (!arguments.has("--limit")) parameters["limit"] = "20";
    control::Client client = console.make_client();
    auto answer = client.get("calls", parameters);
    const bool follows = arguments.has("--follow");
    Json calls = Json::array();
    std::int64_t last = 0;
    if (answer) {
        calls = *find_member(*answer, "calls");
        last = find_int(*answer, "last_sequence").value_or(0);
    } else if (answer.error().code != ErrorCode::NotFound) {
        return console.fail(answer.error());
    } else if (!follows) {
        console.warn(answer.error().message);
        return control::ExitOk;
    }
    // Followed lists grow downwards.
    if (follows) std::reverse(calls.begin(), calls.end());
    print_calls(calls, arguments, console, control::Titles::Yes);
    return follows ? follow(last, parameters, arguments, console, client) : control::ExitOk;
}

}  // namespace farebox::cli
