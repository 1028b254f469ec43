#pragma once
// Reading a book file field by field, with the place in every message:
//     anthropic.json: claude-opus-5: rate_sets[0].rates.output: "2,5" is not a decimal number
// Private to core/pricing.

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/pricing/calendar.h"

namespace farebox::pricing {

/// A JSON value and where it stands. Borrowed from the document, which outlives it.
class Node {
public:
    /// A document, or a part of one that people call by a name of its own.
    static Node root(const Json& json, std::string place);

    const Json& json() const { return *json_; }
    const std::string& place() const { return place_; }
    Error error(std::string_view what) const;

    /// Refuses anything but an object made of these keys: a misspelt field is not a missing one.
    Result<void> expect_keys(std::initializer_list<std::string_view> allowed) const;

    Result<Node> member(std::string_view key) const;
    std::optional<Node> find(std::string_view key) const;
    /// Members in file order.
    Result<std::vector<std::pair<std::string, Node>>> members() const;
    Result<std::vector<Node>> elements() const;

    Result<std::string> text() const;
    Result<Day> day() const;

    /// Non-empty text of a member.
    Result<std::string> text_of(std::string_view key) const;
    Result<std::string> text_or_empty(std::string_view key) const;
    Result<bool> bool_or_false(std::string_view key) const;
    Result<Day> day_of(std::string_view key) const;
    Result<std::optional<Day>> find_day(std::string_view key) const;
    Result<std::vector<std::string>> texts_or_none(std::string_view key) const;
    Result<std::map<std::string, std::string>> text_map_of(std::string_view key) const;

private:
    Node(const Json& json, std::string place, bool is_root)
        : json_(&json), place_(std::move(place)), is_root_(is_root) {}
    Node child(std::string_view key, const Json& json) const;

    const Json* json_;
    std::string place_;
    bool is_root_;
};

}  // namespace farebox::pricing
