#include "core/control/doctor.h"

#include "app/farebox/console.h"

namespace farebox::cli {

int run_doctor(const control::Arguments& arguments, const Console& console) {
    const control::DoctorFacts facts{console.paths, console.load_settings(),
                                     platform::read_variable, console.clock.now(),
                                     arguments.has("--deep")};
    control::Client client = console.make_client();
    const control::Findings findings = control::examine(facts, client);
    console.print(arguments.has("--json") ? to_pretty_text(control::to_json(findings)) + "\n"
                                          : control::show_findings(findings, console.style));
    return control::has_problems(findings) ? control::ExitProblems : control::ExitOk;
}

}  // namespace farebox::cli
