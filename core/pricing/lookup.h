#pragma once
// Finding the one rate set that prices a call: provider, exact model id, day.
//
// Never by prefix or likeness: a price list that matched "claude-opus-4" inside "claude-opus-4-5"
// overcharged its users threefold. An id is the model's own, one of its listed aliases, or, where
// the book says `dated_ids`, the id with the vendor's date suffix and nothing else.
// All pointers are into the book and live as long as it; null means "not in the book".

#include <string_view>

#include "core/pricing/price_book.h"

namespace farebox::pricing {

const VendorPrices* find_vendor(const PriceBook& book, std::string_view provider);
const ModelPrices* find_model(const VendorPrices& vendor, std::string_view model_id);
const RateSet* find_rate_set(const ModelPrices& model, Day day);
const Fee* find_fee(const VendorPrices& vendor, std::string_view unit, Day day);

}  // namespace farebox::pricing
