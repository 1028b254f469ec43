#include "core/collector/demo/demo_models.h"

#include <algorithm>

#include "core/collector/demo/demo_days.h"

namespace farebox::collector {
namespace {

// Newest first; which of them exist on a day is asked of the price book.
const std::vector<DemoModel> Opus = {
    {"anthropic", "claude-opus-5-5"}, {"anthropic", "claude-opus-5"},
    {"anthropic", "claude-opus-4-8"}, {"anthropic", "claude-opus-4-6"},
    {"anthropic", "claude-opus-4-5"}, {"anthropic", "claude-opus-4-1"}};
const std::vector<DemoModel> Sonnet = {
    {"anthropic", "claude-sonnet-5-5"}, {"anthropic", "claude-sonnet-5"},
    {"anthropic", "claude-sonnet-4-6"}, {"anthropic", "claude-sonnet-4-5"},
    {"anthropic", "claude-sonnet-4"}};
const std::vector<DemoModel> Haiku = {{"anthropic", "claude-haiku-5-5"},
                                      {"anthropic", "claude-haiku-4-5"},
                                      {"anthropic", "claude-3-5-haiku"}};
const std::vector<DemoModel> Gpt = {
    {"openai", "gpt-6.1-sol"}, {"openai", "gpt-6-sol"},     {"openai", "gpt-5.6-sol"},
    {"openai", "gpt-5.5"},     {"openai", "gpt-5.3-codex"}, {"openai", "gpt-5.2-codex"},
    {"openai", "gpt-5-codex"}};
const std::vector<DemoModel> SmallGpt = {{"openai", "gpt-6-luna"},
                                         {"openai", "gpt-5.6-luna"},
                                         {"openai", "gpt-5.4-mini"},
                                         {"openai", "gpt-5-mini"}};
/// A model of the agent's own, which no price book lists.
const DemoModel Unlisted = {"cursor", "composer-2-preview"};

}  // namespace

DemoModels::DemoModels(const pricing::PriceBook& book) {
    for (const pricing::VendorPrices& vendor : book.vendors) {
        for (const pricing::ModelPrices& model : vendor.models) {
            if (model.rate_sets.empty()) continue;
            from_[{vendor.provider, model.id}] = pricing::format_day(model.rate_sets[0].from);
        }
    }
}

DemoModel DemoModels::newest(Dice* dice, const std::vector<DemoModel>& family,
                             std::string_view day) const {
    DemoModel oldest = family.back();
    for (const DemoModel& model : family) {
        const auto from = from_.find({model.provider, model.model});
        if (from == from_.end() || from->second > day) continue;
        oldest = model;
        if (dice == nullptr) return model;
        const std::int64_t age = (start_of_day(day) - start_of_day(from->second)) / NsPerDay;
        if (dice->chance(std::min<std::int64_t>(880, 120 + age * 25))) return model;
    }
    return oldest;
}

DemoModel DemoModels::main_model(Dice& dice, std::string_view agent, std::string_view day) const {
    const std::int64_t place = dice.below(100);
    if (agent == "codex") return newest(&dice, Gpt, day);
    if (agent == "claude-code") return newest(&dice, place < 46 ? Opus : Sonnet, day);
    if (agent == "cursor" && place < 4) return Unlisted;
    if (agent == "copilot" && place < 55) return newest(&dice, Gpt, day);
    return newest(&dice, place < 12 ? Opus : (place < 72 ? Sonnet : Gpt), day);
}

DemoModel DemoModels::small_model(std::string_view agent, std::string_view day) const {
    return newest(nullptr, agent == "codex" ? SmallGpt : Haiku, day);
}

}  // namespace farebox::collector
