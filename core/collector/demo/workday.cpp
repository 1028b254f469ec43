#include "core/collector/demo/workday.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/demo_words.h"
#include "core/pricing/price.h"

namespace farebox::collector {
namespace {

struct AgentFacts {
    std::string_view agent;
    std::string_view version;
    std::string_view source;
    Channel channel;
};
constexpr std::array<AgentFacts, 5> Agents = {{
    {"claude-code", "2.1.144", "cli", Channel::BaseUrl},
    {"codex", "0.58.0", "codex-tui", Channel::BaseUrl},
    {"cursor", "2.3.11", "ide", Channel::Intercept},
    {"copilot", "1.392.0", "ide", Channel::Proxy},
    {"cline", "3.38.2", "vscode", Channel::BaseUrl},
}};

/// What a company of this size pays of Anthropic's list price under a contract, in per cent.
constexpr std::int64_t ContractPercent = 88;

const AgentFacts& facts_of(std::string_view agent) {
    return *std::ranges::find(Agents, agent, &AgentFacts::agent);
}

BillingMode billing_of(const DemoPerson& person, std::string_view agent) {
    if (agent == "copilot") return BillingMode::Subscription;
    if (agent == "cursor") return BillingMode::Credits;
    return person.is_subscriber && agent != "cline" ? BillingMode::Subscription : BillingMode::Api;
}

/// RFC 9562's form, drawn instead of random, so that a demo can be made again.
std::string drawn_id(Dice& dice, UtcNs time) {
    const auto ms = static_cast<unsigned long long>(time / NsPerMs);
    const auto low = static_cast<unsigned long long>(dice.next());
    const auto high = static_cast<unsigned long long>(dice.next());
    char text[64];
    std::snprintf(text, sizeof text, "%08llx-%04llx-7%03llx-%04llx-%012llx", (ms >> 16) & 0xffffffff,
                  ms & 0xffff, low & 0xfff, 0x8000 | ((low >> 12) & 0x3fff), high & 0xffffffffffff);
    return text;
}

/// Tokens of one call: a long conversation is mostly read from the cache, a small question is not.
Usage main_usage(Dice& dice, std::string_view provider) {
    Usage usage;
    usage.usage_source = UsageSource::Vendor;
    usage.cache_read_tokens = std::min<std::int64_t>(dice.spread(52'000), 180'000);
    usage.output_tokens = dice.spread(430);
    if (provider == "anthropic") {
        usage.input_tokens = dice.spread(90);
        usage.cache_write_5m_tokens = dice.spread(2'100);
        usage.cache_write_1h_tokens = 0;
    } else {
        usage.input_tokens = dice.spread(2'600);
        usage.reasoning_tokens = *usage.output_tokens * 2 / 5;
    }
    return usage;
}

Usage small_usage(Dice& dice) {
    Usage usage;
    usage.usage_source = UsageSource::Vendor;
    usage.input_tokens = dice.spread(1'200);
    usage.cache_read_tokens = 0;
    usage.output_tokens = dice.spread(60);
    return usage;
}

void multiply(std::optional<std::int64_t>& value, std::int64_t times) {
    if (value) *value *= times;
}

/// The sums of `times` calls that are each like this one.
void multiply(Call& call, std::int64_t times) {
    visit_fields(call, [&](std::string_view, auto& member) {
        using Member = std::remove_reference_t<decltype(member)>;
        if constexpr (std::is_same_v<Member, std::vector<CostComponent>>) {
            for (CostComponent& line : member) {
                line.quantity *= times;
                line.amount_nano *= times;
            }
        }
    });
    Usage& usage = call.usage;
    for (auto* tokens : {&usage.input_tokens, &usage.cache_read_tokens, &usage.cache_write_5m_tokens,
                         &usage.cache_write_1h_tokens, &usage.output_tokens,
                         &usage.reasoning_tokens}) {
        multiply(*tokens, times);
    }
    Cost& cost = call.cost;
    for (auto* amount : {&cost.list_cost_nano, &cost.contracted_cost_nano, &cost.billed_cost_nano}) {
        multiply(*amount, times);
    }
}

class Workday {
public:
    Workday(const DemoWorld& world, std::size_t index, const std::string& day)
        : world_(world), index_(index), person_(world.company.people[index]), day_(day),
          dice_(world.seed, day, index) {}

    std::vector<StoredCall> groups() {
        const std::int64_t calls = calls_today();
        if (calls == 0) return {};
        const auto place = choose_place(/*own=*/true);
        work(person_.agent, place, calls);
        if (dice_.chance(260)) work(person_.agent, choose_place(false), 1 + calls / 4);
        if (!person_.second_agent.empty() && dice_.chance(450)) {
            work(person_.second_agent, place, 1 + calls / 5);
        }
        return std::move(groups_);
    }

private:
    struct Place {
        std::string repo;
        std::string branch;
        std::string ticket;
    };

    std::int64_t calls_today() {
        const bool is_here = day_ >= person_.joined && day_ >= person_.adopted &&
                             (person_.left.empty() || day_ < person_.left);
        const int rhythm_today = rhythm(day_);
        const bool works = weekday(day_) < 5 ? dice_.chance(830) : dice_.chance(rhythm_today);
        if (!is_here || !works) return 0;
        // Agents are used more every month: about twice as much after eight.
        const std::int64_t age = (start_of_day(day_) - start_of_day(world_.first_day)) / NsPerDay;
        const std::int64_t growth = 1000 + age * 4;
        const std::int64_t pace = weekday(day_) < 5 ? rhythm_today : 400;
        return std::max<std::int64_t>(1, dice_.spread(person_.habit) * growth / 1000 * pace / 1000);
    }

    /// A branch lives about two weeks. Some work happens outside any repository.
    Place choose_place(bool own) {
        if (dice_.chance(30)) return {};
        const auto& teams = world_.company.teams;
        const bool at_home = own || dice_.chance(500);
        const DemoTeam& team = at_home ? teams[world_.company.team_on(index_, day_)] : dice_.pick(teams);
        Dice fortnight(world_.seed, team.team_id, index_,
                       std::uint64_t(start_of_day(day_) / (14 * NsPerDay)));
        Place place;
        place.repo = fortnight.pick(team.repos);
        if (fortnight.chance(150)) {
            place.branch = "main";
            return place;
        }
        std::string key = team.team_id.substr(0, 3);
        for (char& c : key) c = char(c - 'a' + 'A');
        place.ticket = format("{}-{}", key, fortnight.between(100, 4999));
        place.branch = format("feature/{}-{}", place.ticket, fortnight.pick(BranchTopics));
        return place;
    }

    void work(const std::string& agent, const Place& place, std::int64_t calls) {
        const DemoModel model = world_.models.main_model(dice_, agent, day_);
        const bool out = is_outage(world_.seed, model.provider, day_);
        if (out) calls = calls * 2 / 5 + 1;
        add(agent, place, model, main_usage(dice_, model.provider), calls);
        if (agent == "claude-code" || agent == "codex") {
            add(agent, place, world_.models.small_model(agent, day_), small_usage(dice_), 1 + calls / 5);
        }
        if (out || dice_.chance(60)) add_failures(agent, place, model, out ? calls / 2 + 3 : 2);
        if (dice_.chance(50)) add_cancelled(agent, place, model);
    }

    StoredCall begin(const std::string& agent, const Place& place, const DemoModel& model) {
        const AgentFacts& facts = facts_of(agent);
        StoredCall stored;
        Call& call = stored.call;
        call.device_id = person_.device_id;
        call.started_at = start_of_day(day_) + (9 * 60 - person_.utc_offset_min) * 60 * NsPerSecond +
                          dice_.below(8 * 3600) * NsPerSecond;
        // West of Greenwich the evening belongs to the next UTC day; the demo keeps to its own.
        call.started_at = std::clamp(call.started_at, start_of_day(day_),
                                     start_of_day(day_) + NsPerDay - NsPerSecond);
        call.call_id = drawn_id(dice_, call.started_at);
        call.request_id = drawn_id(dice_, call.started_at);
        call.utc_offset_min = person_.utc_offset_min;
        call.agent = facts.agent;
        call.agent_version = facts.version;
        call.agent_source = facts.source;
        call.session_id = drawn_id(dice_, call.started_at);
        call.developer_id = person_.claim;
        call.repo = place.repo;
        call.branch = place.branch;
        call.ticket = place.ticket;
        call.channel = facts.channel;
        call.provider = model.provider;
        call.upstream = model.provider;
        call.endpoint = model.provider == "openai" ? "responses" : "messages";
        call.model_requested = model.model;
        call.model_served = model.model;
        call.billing_mode = billing_of(person_, agent);
        call.credential_class = call.billing_mode == BillingMode::Api ? CredentialClass::ApiKey
                                                                      : CredentialClass::Oauth;
        call.http_status = 200;
        call.streamed = true;
        call.duration_ms = dice_.spread(9'000);
        call.ttfb_ms = dice_.spread(900);
        call.verdict = "admitted";
        return stored;
    }

    void finish(StoredCall stored, std::int64_t calls) {
        Call& call = stored.call;
        call.ended_at = call.started_at + call.duration_ms.value_or(0) * NsPerMs;
        call.cost = pricing::price(world_.book, {.provider = call.provider,
                                                 .model_served = call.model_served,
                                                 .model_requested = call.model_requested,
                                                 .when = call.started_at,
                                                 .usage = call.usage,
                                                 .endpoint = call.endpoint,
                                                 .http_status = call.http_status,
                                                 .billing_mode = call.billing_mode});
        charge(call);
        stored.day = day_;
        stored.calls = calls;
        multiply(call, calls);
        groups_.push_back(std::move(stored));
    }

    /// The contract, and the invoice of the months before the last, which has not come yet.
    void charge(Call& call) const {
        Cost& cost = call.cost;
        if (call.billing_mode != BillingMode::Api || !cost.list_cost_nano) return;
        const bool has_contract = call.provider == "anthropic";
        cost.contracted_cost_nano = has_contract ? *cost.list_cost_nano * ContractPercent / 100
                                                 : *cost.list_cost_nano;
        if (day_.substr(0, 7) < world_.last_day.substr(0, 7)) {
            cost.billed_cost_nano = cost.contracted_cost_nano;
        }
    }

    void add(const std::string& agent, const Place& place, const DemoModel& model, const Usage& usage,
             std::int64_t calls) {
        StoredCall stored = begin(agent, place, model);
        stored.call.usage = usage;
        finish(std::move(stored), calls);
    }

    /// The vendor was overloaded and said so: no usage, no charge.
    void add_failures(const std::string& agent, const Place& place, const DemoModel& model,
                      std::int64_t calls) {
        StoredCall stored = begin(agent, place, model);
        stored.call.outcome = Outcome::VendorError;
        stored.call.http_status = 529;
        stored.call.streamed = false;
        finish(std::move(stored), calls);
    }

    /// A stream that the developer broke off: the output so far is counted, the end is estimated.
    void add_cancelled(const std::string& agent, const Place& place, const DemoModel& model) {
        StoredCall stored = begin(agent, place, model);
        stored.call.outcome = Outcome::ClientCancelled;
        stored.call.usage = main_usage(dice_, model.provider);
        stored.call.usage.usage_source = UsageSource::Estimated;
        stored.call.note = "the agent hung up before the end; output estimated";
        finish(std::move(stored), dice_.between(1, 6));
    }

    const DemoWorld& world_;
    const std::size_t index_;
    const DemoPerson& person_;
    const std::string& day_;
    Dice dice_;
    std::vector<StoredCall> groups_;
};

/// The part of `total` for call `at` of `count`: equal, because groups are multiples.
void divide(Call& call, std::int64_t count) {
    visit_fields(call, [&](std::string_view, auto& member) {
        using Member = std::remove_reference_t<decltype(member)>;
        if constexpr (std::is_same_v<Member, std::vector<CostComponent>>) {
            for (CostComponent& line : member) {
                line.quantity /= count;
                line.amount_nano /= count;
            }
        }
    });
    Usage& usage = call.usage;
    Cost& cost = call.cost;
    for (auto* value : {&usage.input_tokens, &usage.cache_read_tokens, &usage.cache_write_5m_tokens,
                        &usage.cache_write_1h_tokens, &usage.output_tokens, &usage.reasoning_tokens,
                        &cost.list_cost_nano, &cost.contracted_cost_nano, &cost.billed_cost_nano}) {
        if (*value) **value /= count;
    }
}

}  // namespace

std::vector<StoredCall> workday(const DemoWorld& world, std::size_t person, const std::string& day) {
    return Workday(world, person, day).groups();
}

std::vector<StoredCall> single_calls(const DemoWorld& world, const StoredCall& group) {
    std::vector<StoredCall> calls;
    StoredCall one = group;
    one.calls = 1;
    divide(one.call, group.calls);
    Dice dice(world.seed, group.call.call_id);
    const UtcNs start = start_of_day(group.day);
    const UtcNs span = std::max<UtcNs>(NsPerSecond, start + NsPerDay - group.call.started_at);
    for (std::int64_t i = 0; i < group.calls; ++i) {
        StoredCall call = one;
        call.call.started_at = group.call.started_at + span / 3 * i / group.calls;
        call.call.ended_at = call.call.started_at + call.call.duration_ms.value_or(0) * NsPerMs;
        call.call.call_id = drawn_id(dice, call.call.started_at);
        call.call.request_id = drawn_id(dice, call.call.started_at);
        calls.push_back(std::move(call));
    }
    return calls;
}

}  // namespace farebox::collector
