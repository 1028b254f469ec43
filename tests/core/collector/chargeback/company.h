#pragma once
// A small company that lives at random: people move, teams change cost centre, laptops send calls
// late and revise them, months are closed. Beside the store it keeps every posting and the directory
// as plain lists, so that a test can add up what the store should say.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/collector/chargeback/periods.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/directory/edit.h"
#include "core/collector/directory/known_repos.h"
#include "tests/core/collector/store/calls_sample.h"
#include "tests/core/collector/stores.h"

namespace farebox::tests {

/// Who belongs where from which day on; the last entry at or before a day counts.
using Steps = std::map<std::string, std::string>;

inline std::string on_day(const std::map<std::string, Steps>& all, const std::string& subject,
                          const std::string& day) {
    const auto steps = all.find(subject);
    if (subject.empty() || steps == all.end()) return "";
    auto after = steps->second.upper_bound(day);
    return after == steps->second.begin() ? "" : std::prev(after)->second;
}

class StillClock final : public Clock {
public:
    UtcNs now() const override { return November + 21 * NsPerDay; }
    MonotonicNs monotonic() const override { return now(); }
};

struct OrgTruth {
    std::map<std::string, Steps> team;    ///< by person
    std::map<std::string, Steps> centre;  ///< by team
    std::map<std::string, Steps> unit;    ///< by cost centre
    std::map<std::string, Steps> repo;    ///< cost centre by repository
};

/// A call as an accounting month carries it: sign -1 takes an earlier posting back.
struct Posting {
    std::string posted_month;
    StoredCall stored;
    int sign = 1;
};

class Company {
public:
    Company(Database& database, Session& session, CallStore& store, std::uint64_t seed)
        : session_(session), store_(store), random_(seed) {
        KnownRepos repos(database, clock_);
        const std::vector<std::string> names = {"github.com/acme/payments", "github.com/acme/web",
                                                "github.com/acme/ml"};
        if (!repos.note(names)) qFatal("no repositories");
        auto edit = Edit::begin(session_, clock_).value();
        const auto done = [](const Result<void>& result) {
            if (!result) qFatal("no company: %s", result.error().message.c_str());
        };
        const auto belong = [&](const SpanTable& table, const std::string& subject,
                                const std::string& target, Steps& steps) {
            done(edit->assign(table, subject, {FirstDay, EndOfDays, target}, Overlap::Refuse));
            steps[FirstDay] = target;
        };
        for (const char* unit : {"retail", "bank"}) done(edit->put_unit(OrgKind::BusinessUnit, unit, unit));
        for (const char* centre : {"CC-1", "CC-2", "CC-3"}) {
            done(edit->put_unit(OrgKind::CostCentre, centre, centre));
            const std::string unit = std::string_view(centre) == "CC-3" ? "bank" : "retail";
            belong(CostCentreUnit, centre, unit, truth_.unit[centre]);
        }
        const std::map<std::string, std::string> teams = {
            {"payments", "CC-1"}, {"search", "CC-2"}, {"cards", "CC-3"}};
        for (const auto& [team, centre] : teams) {
            done(edit->put_unit(OrgKind::Team, team, team));
            belong(TeamCostCentre, team, centre, truth_.centre[team]);
        }
        for (const char* name : {"ada", "bob", "eve"}) {
            done(edit->put_person({format("p-{}", name), name, format("{}@acme.example", name), true,
                                   "csv"}));
        }
        belong(PersonTeam, "p-ada", "payments", truth_.team["p-ada"]);
        belong(PersonTeam, "p-bob", "search", truth_.team["p-bob"]);
        done(edit->commit());
    }

    /// One random event. September to November 2026.
    void live() {
        const auto dice = random_() % 20;
        if (dice == 0) return move_person();
        if (dice == 1) return move_team();
        if (dice == 2) return charge_repo();
        if (dice == 3) return close_next();
        send_calls();
    }

    const std::vector<Posting>& postings() const { return postings_; }
    /// The directory as the month is read: as it stood at its closing, else as it stands.
    const OrgTruth& truth_for(const std::string& month) const {
        const auto closed = closed_.find(month);
        return closed == closed_.end() ? truth_ : closed->second;
    }
    const std::map<std::string, OrgTruth>& closed() const { return closed_; }
    std::mt19937_64& random() { return random_; }

private:
    template <class T>
    const T& pick(const std::vector<T>& all) {
        return all[random_() % all.size()];
    }
    std::string any_day() {
        return format_day(November + (std::int64_t(random_() % 90) - 60) * NsPerDay, 0);
    }

    void assign(const SpanTable& table, const std::string& subject, const std::string& target,
                Steps& steps) {
        const std::string day = any_day();
        auto edit = Edit::begin(session_, clock_).value();
        const auto done =
            edit->assign(table, subject, {day, EndOfDays, target}, Overlap::Replace);
        if (!done || !edit->commit()) qFatal("no move");
        if (steps.empty()) steps[FirstDay] = "";
        steps.erase(steps.lower_bound(day), steps.end());
        steps[day] = target;
    }
    void move_person() {
        const std::string person = pick<std::string>({"p-ada", "p-bob", "p-eve"});
        assign(PersonTeam, person, pick<std::string>({"payments", "search", "cards"}),
               truth_.team[person]);
    }
    void move_team() {
        const std::string team = pick<std::string>({"payments", "search", "cards"});
        assign(TeamCostCentre, team, pick<std::string>({"CC-1", "CC-2", "CC-3"}),
               truth_.centre[team]);
    }
    /// Whoever works on this repository: its rule's cost centre pays, from some day on.
    void charge_repo() {
        const std::string repo = "github.com/acme/ml";
        const std::string centre = pick<std::string>({"CC-1", "CC-2", "CC-3"});
        const std::string day = any_day();
        auto edit = Edit::begin(session_, clock_).value();
        const auto done = edit->put_rule({"ml", repo, centre, "", day, EndOfDays});
        if (!done) qFatal("no rule: %s", done.error().message.c_str());
        if (!edit->commit()) qFatal("the rule was not written");
        truth_.repo[repo] = {{FirstDay, ""}, {day, centre}};
    }

    void close_next() {
        static const std::vector<std::string> Months = {"2026-09", "2026-10"};
        if (closed_.size() == Months.size() || random_() % 4 != 0) return;
        const std::string month = Months[closed_.size()];
        const UtcNs now = November + 40 * NsPerDay;
        if (!mark_provisional(session_, {month, "fin", "", now, {}})) qFatal("not provisional");
        const auto closed = close_period(session_, {month, "fin", "as agreed", now, {}});
        if (!closed) qFatal("not closed: %s", closed.error().message.c_str());
        closed_[month] = truth_;
    }

    void send_calls() {
        static const std::vector<std::string> Developers = {"", "p-ada", "p-bob", "p-eve",
                                                            "ada@acme.example", "stranger"};
        DeviceBatch batch;
        batch.device_id = "device-1";
        batch.epoch = "epoch-1";
        for (std::size_t left = 1 + random_() % 8; left > 0; --left) {
            StoredCall stored;
            if (!newest_.empty() && random_() % 4 == 0) {
                auto old = newest_.begin();
                std::advance(old, long(random_() % newest_.size()));
                stored = any_call(random_, old->second.call.started_at, 0);
                stored.call.call_id = old->first;
                stored.call.revision = old->second.call.revision + 1;
            } else {
                const UtcNs time = November + (std::int64_t(random_() % 85) - 60) * NsPerDay;
                stored = any_call(random_, time, ++numbers_);
            }
            stored.day = format_day(stored.call.started_at, 0);
            stored.call.developer_id = pick(Developers);
            stored.seq = ++seq_;
            post(stored);
            batch.calls.push_back(std::move(stored));
        }
        batch.received_at = November + 40 * NsPerDay;
        batch.last_seq = seq_;
        // One revision a call and batch: the store keeps only the last of several.
        if (!store_.append(batch)) qFatal("not appended");
    }

    void post(const StoredCall& stored) {
        std::string month = stored.day.substr(0, 7);
        while (closed_.contains(month)) month = next_month(month);
        const auto old = newest_.find(stored.call.call_id);
        if (old != newest_.end()) postings_.push_back({month, old->second, -1});
        postings_.push_back({month, stored, 1});
        newest_[stored.call.call_id] = stored;
    }

    Session& session_;
    CallStore& store_;
    std::mt19937_64 random_;
    StillClock clock_;
    OrgTruth truth_;
    std::map<std::string, OrgTruth> closed_;
    std::vector<Posting> postings_;
    std::map<std::string, StoredCall> newest_;
    std::uint64_t numbers_ = 0;
    std::int64_t seq_ = 0;
};

}  // namespace farebox::tests
