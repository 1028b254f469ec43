#include "core/collector/demo/demo.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/format.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/chargeback/periods.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/demo_directory.h"
#include "core/collector/demo/demo_rules.h"
#include "core/collector/demo/workday.h"
#include "core/collector/store/call_store.h"
#include "core/collector/store/components.h"
#include "core/collector/store/rollup.h"
#include "core/collector/store/rollup_months.h"

namespace farebox::collector {
namespace {

constexpr int LeastMonths = 8;
/// Laptops whose last days are kept call by call; of each further one, the groups.
constexpr std::size_t SingleCallLaptops = 60;
constexpr int SingleCallDays = 2;
/// On the fifth the accountants close the month before the last.
constexpr const char* SignedBy = "fiona.finance";

std::string first_month_of(const DemoOptions& options, const std::string& last) {
    std::string month = last.substr(0, 7);
    const int least = options.months > 0 ? options.months : LeastMonths;
    for (int i = 1; i < least; ++i) month = previous_month(month);
    if (options.months > 0) return month;
    const std::string april = last.substr(0, 4) + "-04";
    return april < last.substr(0, 7) ? std::min(month, april) : month;
}

// Tells the story; one object a demo.
class Filling {
public:
    Filling(Database& database, const DemoOptions& options,
            const std::function<void(const std::string&)>& say)
        : database_(database), options_(options), say_(say), store_(database),
          last_day_(day_text(options.now - NsPerDay)),
          first_day_(first_month_of(options, last_day_) + "-01"),
          company_(make_company(options.seed, options.engineers, first_day_, last_day_)) {}

    Result<DemoSummary> run() {
        FAREBOX_TRY(book, pricing::embedded_price_book());
        const DemoModels models(book);
        const DemoWorld world{options_.seed, first_day_, last_day_, company_, book, models};
        FAREBOX_TRY_VOID(found());
        const std::vector<std::string> months = months_between(first_day_, last_day_);
        for (const std::string& month : months) {
            const bool is_last = month == months.back();
            FAREBOX_TRY_VOID(is_last ? live_present_month(world, month) : live_month(world, month));
            if (!is_last) FAREBOX_TRY_VOID(sign_off(month, months));
        }
        FAREBOX_TRY_VOID(finish(months));
        summary_.first_month = months.front();
        summary_.last_month = months.back();
        return summary_;
    }

private:
    Result<void> found() {
        say_(format("founding a company of {} engineers in {} teams", options_.engineers,
                    company_.teams.size()));
        FAREBOX_TRY_VOID(write_company(database_, company_, first_day_));
        FAREBOX_TRY(session, database_.session());
        return write_devices(*session, company_, first_day_);
    }

    /// A month before the present one: sums, in one transaction with their lines and the month's.
    Result<void> live_month(const DemoWorld& world, const std::string& month) {
        say_(format("{}: people at work", month));
        FAREBOX_TRY(session, database_.session());
        std::vector<StoredCall> late;
        std::swap(late, late_);
        const std::vector<std::string> days = days_of_month(month, last_day_);
        for (const std::string& day : days) {
            FAREBOX_TRY_VOID(write_changes_of(*session, company_, first_day_, day));
        }
        FAREBOX_TRY(transaction, Transaction::begin(*session));
        MonthDelta sums;
        for (const std::string& day : days) {
            std::vector<StoredCall> today;
            for (std::size_t i = 0; i < company_.people.size(); ++i) {
                // A laptop that is away at the end of every other month sends after the closing.
                const bool is_away = company_.people[i].comes_late && day.substr(8) >= "24" &&
                                     (month.back() + i) % 2 == 0;
                for (StoredCall& group : workday(world, i, day)) {
                    (is_away ? late_ : today).push_back(std::move(group));
                }
            }
            FAREBOX_TRY_VOID(write_day(*session, today, month, sums));
        }
        FAREBOX_TRY_VOID(sums.apply(*session));
        FAREBOX_TRY_VOID(transaction.commit());
        return write_late(*session, late, month);
    }

    /// Calls of a month that was closed before they came: corrections in the month that is open.
    Result<void> write_late(Session& session, const std::vector<StoredCall>& late,
                            const std::string& month) {
        if (late.empty()) return {};
        // The last month but one stays provisional: it takes its late calls itself.
        const std::string own = month_of(late.front().day);
        FAREBOX_TRY(closed, session.run("SELECT 1 FROM periods WHERE month = $1 AND state = 'closed'",
                                        {own}));
        return write_sums(session, late, closed.empty() ? own : month);
    }

    struct Sums {
        RollupDelta rollup;
        ComponentDelta components;
    };
    Sums sums_of(const std::vector<StoredCall>& groups, const std::string& posted_month) {
        Sums sums;
        for (const StoredCall& group : groups) {
            sums.rollup.add(group, posted_month, +1);
            sums.components.add(group.call, posted_month, group.day, +1, group.calls);
            count(group);
        }
        return sums;
    }

    /// A day of which nothing is there: its rows are new, and its month's are written at the end.
    Result<void> write_day(Session& session, const std::vector<StoredCall>& groups,
                           const std::string& month, MonthDelta& months) {
        const Sums sums = sums_of(groups, month);
        months.add(sums.rollup.changes());
        FAREBOX_TRY_VOID(sums.rollup.insert(session));
        return sums.components.insert(session);
    }

    Result<void> write_sums(Session& session, const std::vector<StoredCall>& groups,
                            const std::string& posted_month) {
        const Sums sums = sums_of(groups, posted_month);
        FAREBOX_TRY(transaction, Transaction::begin(session));
        FAREBOX_TRY_VOID(sums.rollup.apply(session));
        FAREBOX_TRY_VOID(sums.components.apply(session));
        return transaction.commit();
    }

    /// The present month comes through the same door as a real laptop's calls.
    Result<void> live_present_month(const DemoWorld& world, const std::string& month) {
        say_(format("{}: laptops send their calls", month));
        {
            FAREBOX_TRY(session, database_.session());
            std::vector<StoredCall> late;
            std::swap(late, late_);
            FAREBOX_TRY_VOID(write_late(*session, late, month));
            for (const std::string& day : days_of_month(month, last_day_)) {
                FAREBOX_TRY_VOID(write_changes_of(*session, company_, first_day_, day));
            }
        }
        const std::string single_from = day_after(last_day_, 1 - SingleCallDays);
        summary_.raw_from = month + "-01";
        for (std::size_t i = 0; i < company_.people.size(); ++i) {
            FAREBOX_TRY_VOID(send_month(world, i, month, single_from));
        }
        return {};
    }

    Result<void> send_month(const DemoWorld& world, std::size_t index, const std::string& month,
                            const std::string& single_from) {
        const DemoPerson& person = company_.people[index];
        DeviceBatch batch;
        batch.device_id = person.device_id;
        batch.epoch = demo_epoch(person.device_id);
        batch.farebox_version = "1.0.0";
        // A few laptops have been silent for a week or more.
        const bool is_offline = is_silent_laptop(index);
        const std::string until = is_offline ? day_after(last_day_, -8) : last_day_;
        batch.received_at = start_of_day(until) + 20 * 3600 * NsPerSecond;
        batch.complete_through = start_of_day(until) + 19 * 3600 * NsPerSecond;
        for (const std::string& day : days_of_month(month, until)) {
            for (StoredCall& group : workday(world, index, day)) {
                count(group);
                if (index < SingleCallLaptops && day >= single_from) {
                    for (StoredCall& call : single_calls(world, group)) {
                        batch.calls.push_back(std::move(call));
                        ++summary_.single_calls;
                    }
                } else {
                    if (group.calls > 1) group.flags = "compacted";
                    batch.calls.push_back(std::move(group));
                }
            }
        }
        for (StoredCall& call : batch.calls) call.seq = ++batch.last_seq;
        FAREBOX_TRY(appended, store_.append(batch));
        (void)appended;
        return {};
    }

    /// As the page of periods has it written down.
    static std::function<Result<void>(Session&, const Period&)> on_record(const SignOff& sign,
                                                                          const char* action) {
        AuditEntry entry{.at = sign.now, .actor = sign.by, .role = "finance", .action = action,
                         .object = sign.month, .reason = sign.note};
        return [entry](Session& session, const Period& period) -> Result<void> {
            AuditEntry with_state = entry;
            with_state.after = std::string(to_text(period.state));
            FAREBOX_TRY_VOID(append_audit(session, std::move(with_state)));
            return {};
        };
    }

    /// What the fifth of the next month brings: every laptop that reported is complete, the month is
    /// announced and, but for the last one, closed by somebody who signs.
    Result<void> sign_off(const std::string& month, const std::vector<std::string>& months) {
        const std::string next = next_month(month);
        FAREBOX_TRY(session, database_.session());
        std::set<std::string> away;
        for (const StoredCall& group : late_) away.insert(group.call.device_id);
        std::vector<std::vector<Value>> rows;
        const UtcNs end = start_of_day(next + "-01");
        for (const DemoPerson& person : company_.people) {
            if (!away.contains(person.device_id)) rows.push_back({person.device_id, end});
        }
        {
            FAREBOX_TRY(transaction, Transaction::begin(*session));
            FAREBOX_TRY_VOID(session->run_many("UPDATE device_epochs SET complete_through = $2, "
                                               "last_received_at = $2 WHERE device_id = $1", rows));
            FAREBOX_TRY_VOID(transaction.commit());
        }
        SignOff sign{month, SignedBy, "", start_of_day(next + "-02") + 9 * 3600 * NsPerSecond};
        if (sign.now > options_.now) return {};
        sign.record = on_record(sign, "period.provisional");
        FAREBOX_TRY(announced, mark_provisional(*session, sign));
        const bool stays = months.size() < 2 || month == months[months.size() - 2];
        sign.now = start_of_day(next + "-05") + 10 * 3600 * NsPerSecond;
        if (stays || sign.now > options_.now) return {};
        if (!away.empty()) {
            sign.note = format("{} laptops are away; what they send later is a correction", away.size());
        }
        sign.record = on_record(sign, "period.close");
        FAREBOX_TRY(closed, close_period(*session, sign));
        summary_.closed_months.push_back(closed.month);
        return {};
    }

    Result<void> finish(const std::vector<std::string>& months) {
        FAREBOX_TRY(session, database_.session());
        if (summary_.closed_months.size() > 1 && company_.people.size() > 1) {
            FAREBOX_TRY_VOID(correct_the_past(*session, company_, months[1],
                                              day_after(last_day_, -3)));
        }
        // As after the retention of raw calls, which is what the older months look like.
        FAREBOX_TRY(kept, session->run("INSERT INTO raw_retention (id, raw_from, changed_at) VALUES"
                                       " (1, $1, $2) ON CONFLICT (id) DO UPDATE SET"
                                       " raw_from = excluded.raw_from, changed_at = excluded.changed_at",
                                       {months.back(), options_.now}));
        FAREBOX_TRY(transaction, Transaction::begin(*session));
        FAREBOX_TRY_VOID(write_fleet(*session, company_, options_, last_day_));
        FAREBOX_TRY_VOID(write_budgets(*session, company_, options_, last_day_));
        FAREBOX_TRY_VOID(transaction.commit());
        // PostgreSQL gathers its statistics by itself, but a minute after the first questions.
        if (session->engine() == Engine::Postgres) FAREBOX_TRY_VOID(session->run("ANALYZE"));
        return {};
    }

    void count(const StoredCall& group) {
        summary_.calls += group.calls;
        summary_.list_cost_nano += group.call.cost.list_cost_nano.value_or(0);
    }

    Database& database_;
    const DemoOptions options_;
    const std::function<void(const std::string&)>& say_;
    CallStore store_;
    const std::string last_day_;
    const std::string first_day_;
    const Company company_;
    std::vector<StoredCall> late_;  // of the month that was lived last
    DemoSummary summary_;
};

Result<void> expect_empty(Database& database) {
    FAREBOX_TRY(session, database.session());
    for (const char* table : {"rollup", "people", "devices"}) {
        FAREBOX_TRY(rows, session->run(format("SELECT 1 FROM {} LIMIT 1", table)));
        if (rows.empty()) continue;
        return make_error(ErrorCode::Conflict,
                          format("{} already holds data; the demo fills an empty folder only",
                                 database.describe()));
    }
    return {};
}

}  // namespace

Result<DemoSummary> fill_demo(Database& database, const DemoOptions& options,
                              const std::function<void(const std::string&)>& say) {
    if (options.engineers < 1 || options.engineers > 200'000 || options.months < 0 ||
        options.months > 60) {
        return invalid("the demo takes 1 to 200,000 engineers and up to 60 months");
    }
    FAREBOX_TRY_VOID(expect_empty(database));
    return Filling(database, options, say).run();
}

std::string describe_raw(const DemoSummary& summary) {
    return format("Calls before {} are kept as daily sums, later ones in groups of equal calls; the "
                  "last {} days of {} laptops as {} single calls. Sums are the same by either way.",
                  summary.raw_from, SingleCallDays, SingleCallLaptops, summary.single_calls);
}

}  // namespace farebox::collector
