#include "app/farebox/console.h"
#include "app/farebox/filters.h"
#include "core/control/csv.h"
#include "core/control/show.h"

namespace farebox::cli {

int run_spend(const control::Arguments& arguments, const Console& console) {
    control::Parameters parameters = make_parameters(arguments);
    if (!arguments.has("--by")) parameters["by"] = "agent,repo";
    control::Client client = console.make_client();
    const auto answer = client.get("spend", parameters);
    if (!answer) return console.fail(answer.error());
    if (arguments.has("--json")) {
        console.print(to_pretty_text(*answer) + "\n");
    } else if (arguments.has("--csv")) {
        const Json& rows = *find_member(*answer, "rows");
        std::vector<std::string> by;
        for (const auto& name : *find_member(*answer, "by")) by.push_back(name.get<std::string>());
        console.print(control::format_csv(control::csv_columns(rows, by), rows));
    } else {
        console.print(control::show_spend(*answer, console.style));
    }
    return control::ExitOk;
}

}  // namespace farebox::cli
