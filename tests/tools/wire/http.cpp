// Heads, body framing and the buffered reader of the test tools.
#include "tests/tools/wire/http.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace farebox::wire {
namespace {

constexpr std::size_t MaxHead = 256 * 1024;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

BodyPlan plan_by_headers(const Head& head) {
    if (head.has("transfer-encoding", "chunked")) return {Framing::Chunked, 0};
    const auto length = head.find("content-length");
    if (!length) return {};
    BodyPlan plan{Framing::Length, 0};
    std::from_chars(length->data(), length->data() + length->size(), plan.length);
    return plan;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool contains_ignoring_case(std::string_view text, std::string_view lower_case_part) {
    return std::search(text.begin(), text.end(), lower_case_part.begin(), lower_case_part.end(),
                       [](char x, char y) { return lower(x) == y; }) != text.end();
}

std::optional<std::string_view> Head::find(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (equals_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

bool Head::has(std::string_view name, std::string_view lower_case_part) const {
    const auto value = find(name);
    return value && contains_ignoring_case(*value, lower_case_part);
}

int Head::status() const {
    int code = 0;
    std::from_chars(second.data(), second.data() + second.size(), code);
    return code;
}

std::optional<Head> parse_head(std::string raw) {
    Head head;
    head.raw = std::move(raw);
    std::string_view rest = head.raw;
    const auto next_line = [&rest] {
        const std::size_t end = rest.find("\r\n");
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        return line;
    };
    const std::string_view start = next_line();
    const std::size_t one = start.find(' ');
    if (one == std::string_view::npos) return std::nullopt;
    const std::size_t two = start.find(' ', one + 1);
    head.first = start.substr(0, one);
    head.second = start.substr(one + 1, two == std::string_view::npos ? two : two - one - 1);
    if (two != std::string_view::npos) head.third = start.substr(two + 1);
    for (std::string_view line = next_line(); !line.empty(); line = next_line()) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        head.headers.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
    return head;
}

BodyPlan plan_request_body(const Head& head) { return plan_by_headers(head); }

BodyPlan plan_response_body(const Head& head, std::string_view request_method) {
    const int status = head.status();
    if (request_method == "HEAD" || status / 100 == 1 || status == 204 || status == 304) return {};
    const BodyPlan plan = plan_by_headers(head);
    return plan.framing == Framing::None ? BodyPlan{Framing::UntilClose, 0} : plan;
}

std::size_t ChunkDecoder::feed(std::string_view wire, std::string& out) {
    std::size_t used = 0;
    while (used < wire.size() && state_ != State::Done && state_ != State::Broken) {
        if (state_ == State::Data) {
            const std::size_t take = std::min<std::uint64_t>(left_, wire.size() - used);
            out.append(wire.substr(used, take));
            used += take;
            left_ -= take;
            if (left_ == 0) state_ = State::DataEnd;
            continue;
        }
        const char c = wire[used++];
        line_ += c;
        if (c == '\n') end_line();
    }
    return used;
}

void ChunkDecoder::end_line() {
    const bool empty = line_ == "\r\n";
    if (state_ == State::Size) {
        const auto read = std::from_chars(line_.data(), line_.data() + line_.size(), left_, 16);
        const bool ok = read.ec == std::errc{};
        state_ = !ok ? State::Broken : left_ == 0 ? State::Trailer : State::Data;
    } else if (state_ == State::DataEnd) {
        state_ = empty ? State::Size : State::Broken;
    } else if (empty) {
        state_ = State::Done;
    } else {
        trailers_ += line_;
    }
    line_.clear();
}

void Reader::set_pace(std::size_t bytes, std::chrono::microseconds pause) {
    step_ = bytes;
    pause_ = pause;
}

Task<bool> Reader::fill() {
    if (at_ == buffer_.size()) {
        buffer_.clear();
        at_ = 0;
    }
    if (pause_.count() > 0) {
        Timer timer(stream_.socket().get_executor(), pause_);
        asio::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(use_task, ignored));
    }
    const std::size_t had = buffer_.size();
    buffer_.resize(had + step_);
    const std::size_t got = co_await stream_.read_some(buffer_.data() + had, step_);
    buffer_.resize(had + got);
    co_return got > 0;
}

Task<std::optional<Head>> Reader::read_head() {
    for (;;) {
        const std::size_t end = buffer_.find("\r\n\r\n", at_);
        if (end != std::string::npos) {
            std::string raw = buffer_.substr(at_, end + 4 - at_);
            at_ = end + 4;
            co_return parse_head(std::move(raw));
        }
        if (buffer_.size() - at_ > MaxHead) co_return std::nullopt;
        if (const bool ok = co_await fill(); !ok) co_return std::nullopt;
    }
}

Task<std::optional<std::string>> Reader::read_body(BodyPlan plan, std::string* wire) {
    std::string body;
    ChunkDecoder chunks;
    if (plan.framing == Framing::Length) body.reserve(plan.length);
    for (;;) {
        if (plan.framing == Framing::None) co_return body;
        if (plan.framing == Framing::Length && body.size() == plan.length) co_return body;
        if (plan.framing == Framing::Chunked && chunks.is_done()) co_return body;
        const std::string_view some = co_await read_some();
        if (some.empty() && plan.framing == Framing::UntilClose) co_return body;
        if (some.empty() || chunks.is_broken()) co_return std::nullopt;

        std::size_t used = some.size();
        if (plan.framing == Framing::Chunked) {
            used = chunks.feed(some, body);
        } else {
            if (plan.framing == Framing::Length) {
                used = std::min<std::uint64_t>(used, plan.length - body.size());
            }
            body.append(some.substr(0, used));
        }
        if (wire != nullptr) wire->append(some.substr(0, used));
        unread(some.size() - used);
    }
}

Task<std::string_view> Reader::read_some() {
    if (at_ == buffer_.size()) {
        if (const bool ok = co_await fill(); !ok) co_return std::string_view{};
    }
    const std::string_view some = std::string_view(buffer_).substr(at_);
    at_ = buffer_.size();
    co_return some;
}

}  // namespace farebox::wire
