#pragma once
// One person's calls of one day, in groups of equal calls: so many to this model for this branch.
//
// A group is a StoredCall whose `calls` says how many it stands for and whose figures are their sums,
// the form in which a laptop that ran out of disk sends its days. One call of it is priced by
// core/pricing and multiplied, so sums are exact. `single_calls` takes a group apart again.

#include <cstdint>
#include <string>
#include <vector>

#include "core/collector/demo/company.h"
#include "core/collector/demo/demo_models.h"
#include "core/collector/store/stored_call.h"
#include "core/pricing/price_book.h"

namespace farebox::collector {

/// What all days are drawn from. Constant.
struct DemoWorld {
    std::uint64_t seed = 0;
    std::string first_day;
    std::string last_day;
    const Company& company;
    const pricing::PriceBook& book;
    const DemoModels& models;
};

/// Nothing on days off, before joining and after leaving.
std::vector<StoredCall> workday(const DemoWorld& world, std::size_t person, const std::string& day);

/// As many calls as the group stands for, over the hours of the day, each with an id of its own; the
/// sums are the group's.
std::vector<StoredCall> single_calls(const DemoWorld& world, const StoredCall& group);

}  // namespace farebox::collector
