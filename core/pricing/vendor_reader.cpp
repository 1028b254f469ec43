#include "core/pricing/vendor_reader.h"

#include <set>

#include "core/base/format.h"
#include "core/pricing/book_json.h"
#include "core/pricing/rate_reader.h"

namespace farebox::pricing {
namespace {

Result<DatedIdForm> parse_dated_id_form(const Node& file) {
    FAREBOX_TRY(text, file.text_of("dated_ids"));
    if (text == "-YYYYMMDD") return DatedIdForm::Compact;
    if (text == "-YYYY-MM-DD") return DatedIdForm::Dashed;
    return file.error("dated_ids: either \"-YYYYMMDD\" or \"-YYYY-MM-DD\"");
}

Result<Fee> parse_fee(const Node& node) {
    FAREBOX_TRY_VOID(node.expect_keys({"unit", "usd_per_thousand", "effective_from", "effective_to",
                                       "source", "retrieved", "checked_against", "note"}));
    Fee fee;
    FAREBOX_TRY(unit, node.text_of("unit"));
    if (unit != "web_search_calls" && unit != "tool_fee_units") {
        return node.error(format("unit: \"{}\" is not a counted unit", unit));
    }
    FAREBOX_TRY(written, node.text_of("usd_per_thousand"));
    FAREBOX_TRY(per_thousand, parse_usd(written).with_context(node.place()));
    if (per_thousand.value <= 0) return node.error("usd_per_thousand must be positive");
    FAREBOX_TRY(from, node.day_of("effective_from"));
    FAREBOX_TRY(to, node.find_day("effective_to"));
    FAREBOX_TRY(source, node.text_of("source"));
    FAREBOX_TRY(retrieved, node.day_of("retrieved"));
    fee.unit = std::move(unit);
    // Nano-USD per thousand calls is the same number as pico-USD per call.
    fee.rate = PicoUsdRate{per_thousand.value};
    fee.from = from;
    fee.to = to;
    fee.source = std::move(source);
    fee.retrieved = retrieved;
    return fee;
}

/// Ascending and apart: on any day at most one set holds. Gaps are allowed (a retired price).
Result<void> check_succession(const Node& model, const std::vector<RateSet>& sets) {
    if (sets.empty()) return model.error("rate_sets may not be empty");
    for (std::size_t i = 1; i < sets.size(); ++i) {
        if (!sets[i - 1].to || sets[i].from < *sets[i - 1].to) {
            return model.error(format("rate_sets[{}] starts before rate_sets[{}] ends", i, i - 1));
        }
    }
    return {};
}

Result<ModelPrices> parse_model(const Node& node, const VendorPrices& vendor) {
    FAREBOX_TRY_VOID(node.expect_keys({"id", "aliases", "dated_ids", "rate_sets"}));
    ModelPrices model;
    FAREBOX_TRY(id, node.text_of("id"));
    FAREBOX_TRY(aliases, node.texts_or_none("aliases"));
    FAREBOX_TRY(dated_ids, node.bool_or_false("dated_ids"));
    FAREBOX_TRY(sets_node, node.member("rate_sets"));
    FAREBOX_TRY(sets, sets_node.elements());
    model.id = std::move(id);
    model.aliases = std::move(aliases);
    model.dated_ids = dated_ids;
    for (const Node& element : sets) {
        FAREBOX_TRY(set, parse_rate_set(element, vendor));
        model.rate_sets.push_back(std::move(set));
    }
    FAREBOX_TRY_VOID(check_succession(node, model.rate_sets));
    return model;
}

/// A model is called by its id in messages, not by its number in the list.
Node named(const Node& file, const Node& element) {
    const auto id = find_string(element.json(), "id");
    return id ? Node::root(element.json(), format("{}: {}", file.place(), *id)) : element;
}

Result<void> parse_models(const Node& file, VendorPrices& vendor) {
    FAREBOX_TRY(list, file.member("models"));
    FAREBOX_TRY(elements, list.elements());
    std::set<std::string> ids;
    for (const Node& element : elements) {
        const Node node = named(file, element);
        FAREBOX_TRY(model, parse_model(node, vendor));
        std::vector<std::string> names = model.aliases;
        names.push_back(model.id);
        for (const std::string& name : names) {
            if (!ids.insert(name).second) {
                return node.error(format("\"{}\" already names another model", name));
            }
        }
        vendor.models.push_back(std::move(model));
    }
    return {};
}

Result<void> parse_words(const Node& file, VendorPrices& vendor) {
    FAREBOX_TRY(provider, file.text_of("provider"));
    FAREBOX_TRY(form, parse_dated_id_form(file));
    FAREBOX_TRY(ttl, file.text_or_empty("default_cache_write_ttl"));
    FAREBOX_TRY(tiers, file.text_map_of("service_tiers"));
    FAREBOX_TRY(speeds, file.text_map_of("speeds"));
    FAREBOX_TRY(geos, file.texts_or_none("neutral_geos"));
    FAREBOX_TRY(regions, file.texts_or_none("neutral_regions"));
    vendor.provider = std::move(provider);
    vendor.dated_id_form = form;
    vendor.default_cache_write_ttl = std::move(ttl);
    vendor.service_tiers = std::move(tiers);
    vendor.speeds = std::move(speeds);
    vendor.neutral_geos = std::move(geos);
    vendor.neutral_regions = std::move(regions);
    return {};
}

}  // namespace

Result<VendorPrices> parse_vendor_file(std::string_view file_name, std::string_view text) {
    FAREBOX_TRY(document, parse_json(text).with_context(file_name));
    const Node file = Node::root(document, std::string(file_name));
    FAREBOX_TRY_VOID(file.expect_keys({"provider", "comment", "dated_ids",
                                       "default_cache_write_ttl", "service_tiers", "speeds",
                                       "neutral_geos", "neutral_regions", "fees", "models"}));
    VendorPrices vendor;
    FAREBOX_TRY_VOID(parse_words(file, vendor));
    FAREBOX_TRY(fees_node, file.member("fees"));
    FAREBOX_TRY(fees, fees_node.elements());
    for (const Node& element : fees) {
        FAREBOX_TRY(fee, parse_fee(element));
        vendor.fees.push_back(std::move(fee));
    }
    FAREBOX_TRY_VOID(parse_models(file, vendor));
    return vendor;
}

}  // namespace farebox::pricing
