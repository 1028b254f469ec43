#include "core/control/query_string.h"

#include "core/base/strings.h"
#include "core/base/url.h"

namespace farebox::control {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.' || c == '~' || c == '/' || c == ',';
}

std::string percent_encode(std::string_view text) {
    static const char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_plain(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

}  // namespace

Parameters parse_query(std::string_view query) {
    Parameters parameters;
    for (const std::string_view pair : split(query, '&')) {
        const auto equals = pair.find('=');
        if (pair.empty()) continue;
        parameters[percent_decode(pair.substr(0, equals))] =
            equals == std::string_view::npos ? "" : percent_decode(pair.substr(equals + 1));
    }
    return parameters;
}

std::string format_query(const Parameters& parameters) {
    std::string query;
    for (const auto& [name, value] : parameters) {
        query += (query.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
    }
    return query;
}

std::string find_parameter(const Parameters& parameters, const std::string& name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? "" : found->second;
}

}  // namespace farebox::control
