#include "app/farebox/console.h"

namespace farebox::cli {

int run_completion(const control::Arguments& arguments, const Console& console) {
    const auto script = control::format_completion(arguments.words.front());
    if (!script) return console.fail(script.error());
    console.print(*script);
    return control::ExitOk;
}

}  // namespace farebox::cli
