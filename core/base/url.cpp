#include "core/base/url.h"

#include "core/base/strings.h"

namespace farebox {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_plain(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) return false;
    }
    return true;
}

// Splits "host", "host:port", "[v6]:port".
Result<void> read_authority(std::string_view text, Url& url) {
    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return invalid("the IPv6 address has no closing ']'");
        url.host = to_lower(text.substr(1, end - 1));
        if (!contains(url.host, ":") ||
            url.host.find_first_not_of("0123456789abcdef:.") != std::string::npos) {
            return invalid("the text in brackets is no IPv6 address");
        }
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':')) return invalid("text follows the IPv6 address");
        if (!port.empty()) port.remove_prefix(1);
    } else {
        const auto colon = text.rfind(':');
        url.host = to_lower(text.substr(0, colon));
        if (colon != std::string_view::npos) port = text.substr(colon + 1);
        if (url.host.find_first_of(":[]\\") != std::string::npos) {
            return invalid("its host holds a ':', a bracket or a backslash");
        }
    }
    if (url.host.empty()) return invalid("it names no host");
    url.port = url.scheme == "https" ? 443 : 80;
    if (port.empty()) return {};
    const auto number = parse_int(port);
    if (!number || *number < 1 || *number > 65535) return invalid("its port is not 1 to 65535");
    url.port = std::uint16_t(*number);
    return {};
}

}  // namespace

std::string Url::authority() const {
    std::string text = host.find(':') != std::string::npos ? "[" + host + "]" : host;
    if (!is_default_port()) text += ":" + std::to_string(port);
    return text;
}

std::string Url::to_text() const { return scheme + "://" + authority() + path; }

Result<Url> parse_url(std::string_view text) {
    Url url;
    const auto scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos || !is_plain(text)) {
        return invalid("not a URL; write for example https://api.example.com/v1");
    }
    url.scheme = to_lower(text.substr(0, scheme_end));
    if (url.scheme != "http" && url.scheme != "https") {
        return invalid("the scheme \"" + printable(url.scheme) + "\" is not http or https");
    }
    std::string_view rest = text.substr(scheme_end + 3);
    if (rest.find('#') != std::string_view::npos) return invalid("a URL here has no '#' part");
    const auto question = rest.find('?');
    if (question != std::string_view::npos) {
        url.query = rest.substr(question + 1);
        rest = rest.substr(0, question);
    }
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos) {
        url.path = rest.substr(slash);
        rest = rest.substr(0, slash);
        while (url.path.ends_with('/')) url.path.pop_back();
    }
    const auto at = rest.rfind('@');
    if (at != std::string_view::npos) {
        url.userinfo = rest.substr(0, at);
        rest = rest.substr(at + 1);
    }
    FAREBOX_TRY_VOID(read_authority(rest, url));
    return url;
}

std::string percent_decode(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            result += char(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace farebox
