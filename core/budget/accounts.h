#pragma once
// All budgets with their counters, and the open tickets. What the gate does under its mutex, with
// the time given. Private to core/budget.

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/budget/account.h"
#include "core/budget/history.h"

namespace farebox::budget {

class Accounts {
public:
    explicit Accounts(const Provisional& provisional) : provisional_(provisional) {}

    void begin_reload() { is_recording_ = true; }
    std::vector<Alert> replace(std::vector<Budget> budgets, const Opening& opening, UtcNs now);
    bool wants_opening(UtcNs now);
    void set_overrides(std::vector<Override> overrides);
    void set_pause(std::optional<Pause> pause) { pause_ = std::move(pause); }
    std::vector<ShareOffer> offer_shares(UtcNs now);
    bool holds_shares(UtcNs now);
    std::vector<Alert> set_shares(std::vector<Share> shares, UtcNs now);
    /// Whether the collector should be asked, since the last look.
    bool take_share_need() { return std::exchange(is_share_needed_, false); }
    void learn(const Call& call);

    std::optional<Ticket> quick_admit(std::int64_t request_bytes, UtcNs now, MonotonicNs tick);
    Decision admit(const CallFacts& facts, UtcNs now, MonotonicNs tick);
    Verdict refine(Ticket ticket, const CallFacts& facts, UtcNs now);
    std::vector<Alert> settle(Ticket ticket, const Call& call);
    std::vector<Alert> revise(const Call& before, const Call& after);
    void release(Ticket ticket);

    std::vector<BudgetState> states(UtcNs now);
    GateCounts counts() const;
    std::string check() const;

private:
    struct Reservation {
        std::size_t account = 0;
        UtcNs window_start = 0;
        std::int64_t amount = 0;
        bool is_thin = false;
    };
    struct OpenTicket {
        MonotonicNs opened = 0;
        // Until the scope is known: held against every enforcing budget.
        std::int64_t provisional_nano = 0;
        std::int64_t provisional_tokens = 0;
        std::unique_ptr<CallFacts> facts;  ///< null while provisional
        std::vector<Reservation> reservations;
    };
    /// A settled call, remembered while the ledger is read.
    struct Settled {
        std::optional<Charge> before;  ///< the revision it replaces
        Charge charge;
    };
    /// What one budget says to one call.
    struct Answer {
        bool is_asked = false;  ///< the call counts for this budget
        Match match = Match::No;
        bool is_refusal = false;
        bool is_transient = false;
        Reservation reservation;
        std::string refusal;
    };

    Answer ask(std::size_t index, const CallFacts& facts, UtcNs at, UtcNs now);
    void note_share_need(const Account& account, const Counter& counter, std::int64_t amount,
                         UtcNs now);
    void note_unused_shares(const Charge& charge);
    void ask_for_room(Answer& answer, const CallFacts& facts, Counter& counter, UtcNs now);
    std::int64_t thin_of(const Budget& budget, const CallFacts& facts, std::int64_t input) const;
    std::int64_t provisional_for(const Account& account) const;
    void add_notes(Verdict& verdict, std::size_t index, const CallFacts& facts, UtcNs at,
                   UtcNs now);
    Ticket open(OpenTicket ticket);
    void reserve(OpenTicket& ticket, const Reservation& reservation);
    void free_all(OpenTicket& ticket);
    void apply_facts(OpenTicket& ticket, const std::map<std::string, Reservation>& earlier,
                     UtcNs now);
    std::map<std::string, Reservation> by_budget(const OpenTicket& ticket) const;
    void expire(MonotonicNs tick);
    void apply(const Charge& charge, int sign, std::vector<Alert>* alerts);
    void apply_one(Account& account, const Charge& charge, int sign, std::vector<Alert>* alerts);
    void take_sums(const Opening& opening);
    void refresh_overrides();
    void refresh_shares();
    void alert_all(UtcNs now, std::vector<Alert>& alerts);

    const Provisional provisional_;
    std::vector<std::unique_ptr<Account>> accounts_;
    std::unordered_map<std::uint64_t, OpenTicket> tickets_;
    std::uint64_t last_ticket_ = 0;
    std::int64_t provisional_nano_ = 0;    ///< sum over provisional tickets
    std::int64_t provisional_tokens_ = 0;
    std::int64_t provisional_count_ = 0;
    MonotonicNs next_sweep_ = 0;
    GateCounts counts_;
    OutputHistory history_;
    std::vector<Override> overrides_;
    std::optional<Pause> pause_;
    std::vector<Share> shares_;
    bool is_share_needed_ = false;
    bool is_recording_ = false;
    std::vector<Settled> settled_;
};

}  // namespace farebox::budget
