#include "core/pricing/book_json.h"

#include <algorithm>

#include "core/base/format.h"

namespace farebox::pricing {

Node Node::root(const Json& json, std::string place) {
    return {json, std::move(place), true};
}

Node Node::child(std::string_view key, const Json& json) const {
    return {json, format("{}{}{}", place_, is_root_ ? ": " : ".", key), false};
}

Error Node::error(std::string_view what) const {
    return invalid(format("{}: {}", place_, what));
}

Result<void> Node::expect_keys(std::initializer_list<std::string_view> allowed) const {
    if (!json_->is_object()) return error("an object is expected");
    for (const auto& [key, value] : json_->items()) {
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
            return error(format("unknown field \"{}\"", key));
        }
    }
    return {};
}

std::optional<Node> Node::find(std::string_view key) const {
    const Json* found = find_member(*json_, key);
    if (!found) return std::nullopt;
    return child(key, *found);
}

Result<Node> Node::member(std::string_view key) const {
    auto found = find(key);
    if (!found) return error(format("field \"{}\" is missing", key));
    return *found;
}

Result<std::vector<std::pair<std::string, Node>>> Node::members() const {
    if (!json_->is_object()) return error("an object is expected");
    std::vector<std::pair<std::string, Node>> found;
    for (const auto& [key, value] : json_->items()) {
        found.emplace_back(key, child(key, value));
    }
    return found;
}

Result<std::vector<Node>> Node::elements() const {
    if (!json_->is_array()) return error("a list is expected");
    std::vector<Node> found;
    for (std::size_t i = 0; i < json_->size(); ++i) {
        found.push_back({(*json_)[i], format("{}[{}]", place_, i), false});
    }
    return found;
}

Result<std::string> Node::text() const {
    if (!json_->is_string()) return error("text in quotes is expected");
    auto value = json_->get<std::string>();
    if (value.empty()) return error("may not be empty");
    return value;
}

Result<Day> Node::day() const {
    FAREBOX_TRY(written, text());
    return parse_day(written).with_context(place_);
}

Result<std::string> Node::text_of(std::string_view key) const {
    FAREBOX_TRY(node, member(key));
    return node.text();
}

Result<std::string> Node::text_or_empty(std::string_view key) const {
    const auto node = find(key);
    if (!node) return std::string();
    return node->text();
}

Result<bool> Node::bool_or_false(std::string_view key) const {
    const auto node = find(key);
    if (!node) return false;
    if (!node->json().is_boolean()) return node->error("true or false is expected");
    return node->json().get<bool>();
}

Result<Day> Node::day_of(std::string_view key) const {
    FAREBOX_TRY(node, member(key));
    return node.day();
}

Result<std::optional<Day>> Node::find_day(std::string_view key) const {
    const auto node = find(key);
    if (!node) return std::optional<Day>();
    FAREBOX_TRY(day, node->day());
    return std::optional<Day>(day);
}

Result<std::vector<std::string>> Node::texts_or_none(std::string_view key) const {
    std::vector<std::string> texts;
    const auto node = find(key);
    if (!node) return texts;
    FAREBOX_TRY(elements, node->elements());
    for (const Node& element : elements) {
        FAREBOX_TRY(text, element.text());
        texts.push_back(std::move(text));
    }
    return texts;
}

Result<std::map<std::string, std::string>> Node::text_map_of(std::string_view key) const {
    FAREBOX_TRY(node, member(key));
    FAREBOX_TRY(members, node.members());
    std::map<std::string, std::string> map;
    for (const auto& [name, value] : members) {
        FAREBOX_TRY(text, value.text());
        map.emplace(name, std::move(text));
    }
    return map;
}

}  // namespace farebox::pricing
