#pragma once
// Which model an agent uses on a day: those that the price book knew by then, newer ones taken up
// over some weeks.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/collector/demo/dice.h"
#include "core/pricing/price_book.h"

namespace farebox::collector {

struct DemoModel {
    std::string provider;
    std::string model;
};

class DemoModels {
public:
    explicit DemoModels(const pricing::PriceBook& book);

    /// For the work itself.
    DemoModel main_model(Dice& dice, std::string_view agent, std::string_view day) const;
    /// For the many small questions an agent asks beside it.
    DemoModel small_model(std::string_view agent, std::string_view day) const;

private:
    DemoModel newest(Dice* dice, const std::vector<DemoModel>& family, std::string_view day) const;

    std::map<std::pair<std::string, std::string>, std::string> from_;  // (provider, model) -> first day
};

}  // namespace farebox::collector
