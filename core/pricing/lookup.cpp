#include "core/pricing/lookup.h"

#include <algorithm>

namespace farebox::pricing {
namespace {

bool holds_on(Day day, Day from, const std::optional<Day>& to) {
    return from <= day && (!to || day < *to);
}

/// "-20260922" or "-2026-09-22", and a date that exists.
bool is_date_suffix(std::string_view suffix, DatedIdForm form) {
    if (!suffix.starts_with('-')) return false;
    std::string date(suffix.substr(1));
    if (form == DatedIdForm::Compact) {
        if (date.size() != 8) return false;
        date.insert(6, "-").insert(4, "-");
    }
    return parse_day(date).has_value();
}

bool is_dated_id_of(const ModelPrices& model, std::string_view id, DatedIdForm form) {
    return model.dated_ids && id.starts_with(model.id) &&
           is_date_suffix(id.substr(model.id.size()), form);
}

}  // namespace

const VendorPrices* find_vendor(const PriceBook& book, std::string_view provider) {
    for (const VendorPrices& vendor : book.vendors) {
        if (vendor.provider == provider) return &vendor;
    }
    return nullptr;
}

const ModelPrices* find_model(const VendorPrices& vendor, std::string_view model_id) {
    // Exact names first: a snapshot with a price of its own is listed under its dated id.
    for (const ModelPrices& model : vendor.models) {
        if (model.id == model_id) return &model;
        if (std::ranges::find(model.aliases, model_id) != model.aliases.end()) return &model;
    }
    for (const ModelPrices& model : vendor.models) {
        if (is_dated_id_of(model, model_id, vendor.dated_id_form)) return &model;
    }
    return nullptr;
}

const RateSet* find_rate_set(const ModelPrices& model, Day day) {
    for (const RateSet& set : model.rate_sets) {
        if (holds_on(day, set.from, set.to)) return &set;
    }
    return nullptr;
}

const Fee* find_fee(const VendorPrices& vendor, std::string_view unit, Day day) {
    for (const Fee& fee : vendor.fees) {
        if (fee.unit == unit && holds_on(day, fee.from, fee.to)) return &fee;
    }
    return nullptr;
}

}  // namespace farebox::pricing
