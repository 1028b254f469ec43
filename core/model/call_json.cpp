// A call as JSON, made from the field list. Unknown is null; nothing unknown becomes 0 or "".

#include "core/model/call_fields.h"

namespace farebox {
namespace {

Json json_of(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json json_of(std::int64_t number) { return number; }
Json json_of(bool flag) { return flag; }
Json json_of(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(); }
Json json_of(const std::vector<Evidence>& evidence) { return to_json(evidence); }
Json json_of(const std::vector<CostComponent>& components) { return to_json(components); }
template <class Enum>
    requires std::is_enum_v<Enum>
Json json_of(Enum value) {
    return std::string(to_text(value));
}

}  // namespace

Json to_json(const std::vector<Evidence>& evidence) {
    Json array = Json::array();
    for (const auto& item : evidence) {
        Json object = {{"dimension", item.dimension},
                       {"value", item.value},
                       {"source", item.source},
                       {"confidence", std::string(to_text(item.confidence))},
                       {"chosen", item.chosen}};
        if (!item.note.empty()) object["note"] = item.note;
        array.push_back(std::move(object));
    }
    return array;
}

Json to_json(const std::vector<CostComponent>& components) {
    Json array = Json::array();
    for (const auto& item : components) {
        array.push_back({{"bucket", item.bucket},
                         {"quantity", item.quantity},
                         {"rate_pico", item.rate_pico},
                         {"multiplier_ppm", item.multiplier_ppm},
                         {"amount_nano", item.amount_nano}});
    }
    return array;
}

std::vector<Evidence> parse_evidence(const Json& array) {
    std::vector<Evidence> result;
    if (!array.is_array()) return result;
    for (const auto& object : array) {
        Evidence item;
        item.dimension = find_string(object, "dimension").value_or("");
        item.value = find_string(object, "value").value_or("");
        item.source = find_string(object, "source").value_or("");
        item.confidence = parse_confidence(find_string(object, "confidence").value_or(""))
                              .value_or(Confidence::Weak);
        item.chosen = find_bool(object, "chosen").value_or(false);
        item.note = find_string(object, "note").value_or("");
        result.push_back(std::move(item));
    }
    return result;
}

std::vector<CostComponent> parse_cost_components(const Json& array) {
    std::vector<CostComponent> result;
    if (!array.is_array()) return result;
    for (const auto& object : array) {
        CostComponent item;
        item.bucket = find_string(object, "bucket").value_or("");
        item.quantity = find_int(object, "quantity").value_or(0);
        item.rate_pico = find_int(object, "rate_pico").value_or(0);
        item.multiplier_ppm = find_int(object, "multiplier_ppm").value_or(PpmOne);
        item.amount_nano = find_int(object, "amount_nano").value_or(0);
        result.push_back(std::move(item));
    }
    return result;
}

Json to_json(const Call& call) {
    Json object = Json::object();
    visit_fields(call, [&](const char* name, const auto& member) { object[name] = json_of(member); });
    return object;
}

}  // namespace farebox
