// farebox-collector demo: a company that never was, filled in and served, to look around in.

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/farebox-collector/commands.h"
#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"
#include "core/collector/demo/demo.h"
#include "core/collector/demo/demo_logins.h"
#include "core/collector/demo/demo_table.h"

namespace farebox::app {
namespace {

struct DemoArguments {
    collector::DemoOptions options;
    bool fill_only = false;
};

Result<DemoArguments> parse_demo_arguments(const std::vector<std::string>& arguments) {
    DemoArguments out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--fill-only") {
            out.fill_only = true;
            continue;
        }
        const bool is_ours = name == "--engineers" || name == "--months" || name == "--seed";
        if (!is_ours) return invalid(format("demo takes no argument \"{}\"", printable(name)));
        const auto number = i + 1 < arguments.size() ? parse_int(arguments[++i]) : std::nullopt;
        if (!number || *number < 0 || *number > 1'000'000) {
            return invalid(format("{} needs a whole number", name));
        }
        if (name == "--engineers") out.options.engineers = int(*number);
        if (name == "--months") out.options.months = int(*number);
        if (name == "--seed") out.options.seed = std::uint64_t(*number);
    }
    return out;
}

/// A folder of its own for each company, so that starting again finds what was filled.
std::string default_folder(const collector::DemoOptions& options) {
    std::error_code none;
    const auto temporary = std::filesystem::temp_directory_path(none);
    return format("{}/farebox-demo-{}-{}-{}", temporary.string(), options.engineers, options.months,
                  options.seed);
}

Result<bool> is_filled(collector::Database& database) {
    FAREBOX_TRY(session, database.session());
    FAREBOX_TRY(demo, session->run("SELECT 1 FROM people WHERE source = 'demo' LIMIT 1"));
    return !demo.empty();
}

/// Decides by the marker of a demo's people: a real company's data is never touched.
Result<void> fill(collector::Database& database, const collector::DemoOptions& options) {
    FAREBOX_TRY(filled, is_filled(database));
    if (filled) {
        std::puts("the folder holds a demo already; remove it to fill it anew");
        return {};
    }
    const auto begin = std::chrono::steady_clock::now();
    FAREBOX_TRY(summary, collector::fill_demo(database, options, [](const std::string& step) {
                    std::printf("  %s\n", step.c_str());
                    std::fflush(stdout);
                }));
    const auto took = std::chrono::steady_clock::now() - begin;
    std::printf("%lld calls from %s to %s, %s by list price, filled in %lld s\n%s\n",
                static_cast<long long>(summary.calls), summary.first_month.c_str(),
                summary.last_month.c_str(), format_usd({summary.list_cost_nano}).c_str(),
                static_cast<long long>(std::chrono::duration_cast<std::chrono::seconds>(took).count()),
                collector::describe_raw(summary).c_str());
    return {};
}

/// The newest April that is closed, else the newest closed month, else the newest one.
Result<void> show_month(collector::Session& session) {
    FAREBOX_TRY(months, session.run(
        "SELECT coalesce((SELECT max(month) FROM periods WHERE state = 'closed' AND month LIKE '%-04'),"
        " (SELECT max(month) FROM periods WHERE state = 'closed'),"
        " (SELECT max(posted_month) FROM rollup))"));
    const std::string month = months[0].text(0);
    const auto begin = std::chrono::steady_clock::now();
    FAREBOX_TRY(table, collector::demo_table(session, month));
    const auto took = std::chrono::steady_clock::now() - begin;
    std::printf("\n%s(six questions answered in %lld ms)\n", table.c_str(),
                static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    return {};
}

Result<void> prepare(const collector::Config& config, const DemoArguments& demo) {
    FAREBOX_TRY(database, open_database(config));
    FAREBOX_TRY_VOID(collector::migrate(*database));
    FAREBOX_TRY_VOID(fill(*database, demo.options));
    FAREBOX_TRY(session, database->session());
    FAREBOX_TRY_VOID(show_month(*session));
    if (demo.fill_only) return {};
    FAREBOX_TRY(logins, collector::make_demo_logins(*session, demo.options.now));
    std::printf("\nopen   http://%s:%lld/\n", config.listen_address.c_str(),
                static_cast<long long>(config.listen_port));
    for (const collector::DemoLogin& login : logins.logins) {
        std::printf("login  %-10s password %s   %s\n", login.account.c_str(), logins.password.c_str(),
                    login.sees.c_str());
    }
    std::printf("data   %s\n\n", config.data_dir.c_str());
    std::fflush(stdout);
    return {};
}

}  // namespace

int run_demo(const CollectorOptions& options, const collector::Config& given) {
    auto demo = parse_demo_arguments(options.arguments);
    if (!demo) {
        fail(demo.error());
        return ExitUsage;
    }
    demo->options.now = SystemClock().now();
    collector::Config config = given;
    if (!options.data_dir && options.config_file.empty()) config.data_dir = default_folder(demo->options);
    config.company = "Acme (demo)";
    config.log_format = "plain";
    if (const Result<void> prepared = prepare(config, *demo); !prepared) return fail(prepared.error());
    return demo->fill_only ? 0 : run_serve(options, config);
}

}  // namespace farebox::app
