// Bookkeeping of the mock: exchanges as JSON, totals, and raw files for byte comparisons.
#include "tests/tools/mock_provider/record.h"

#include <algorithm>
#include <fstream>

#include "tests/tools/wire/hash.h"

namespace farebox::mock {
namespace {

constexpr std::size_t MaxKept = 20'000;
constexpr const char* Credentials[] = {"authorization",       "x-api-key", "api-key",
                                       "x-goog-api-key",      "cookie",    "set-cookie",
                                       "proxy-authorization", "anthropic-api-key"};

bool is_credential(std::string_view name) {
    for (const char* one : Credentials) {
        if (wire::equals_ignoring_case(name, one)) return true;
    }
    return false;
}

void write_file(const std::string& path, const std::string& first, const std::string& second) {
    std::ofstream out(path, std::ios::binary);
    out << first << second;
}

void add(Tokens& sum, const Tokens& more) {
    sum.input_tokens += more.input_tokens;
    sum.cache_read_tokens += more.cache_read_tokens;
    sum.cache_write_5m_tokens += more.cache_write_5m_tokens;
    sum.cache_write_1h_tokens += more.cache_write_1h_tokens;
    sum.output_tokens += more.output_tokens;
    sum.reasoning_tokens += more.reasoning_tokens;
    sum.web_search_calls += more.web_search_calls;
}

Json tokens_json(const Tokens& t) {
    return Json{{"input_tokens", t.input_tokens},
                {"cache_read_tokens", t.cache_read_tokens},
                {"cache_write_5m_tokens", t.cache_write_5m_tokens},
                {"cache_write_1h_tokens", t.cache_write_1h_tokens},
                {"output_tokens", t.output_tokens},
                {"reasoning_tokens", t.reasoning_tokens},
                {"web_search_calls", t.web_search_calls}};
}

const char* told_word(Told told) {
    return told == Told::Final ? "final" : told == Told::Start ? "start" : "none";
}

Json exchange_json(const Exchange& x) {
    Json headers = Json::array();
    for (const auto& [name, value] : x.headers) headers.push_back(Json::array({name, value}));
    Json messages = Json::array();
    for (const std::string& text : x.websocket_messages) {
        messages.push_back(Json::parse(text, nullptr, false));
    }
    Json out{{"seq", x.seq},
             {"connection", x.connection.number},
             {"request_on_connection", x.connection.requests},
             {"tls", x.connection.is_tls},
             {"method", x.method},
             {"target", x.target},
             {"version", x.version},
             {"headers", std::move(headers)},
             {"body_bytes", x.body_bytes},
             {"body_sha256", x.body_sha256},
             {"route", x.route},
             {"model", x.model},
             {"streamed", x.streamed},
             {"status", x.status},
             {"outcome", x.outcome},
             {"response_bytes", x.response_bytes},
             {"response_sha256", x.response_sha256},
             {"usage_told", told_word(x.told)},
             {"tokens", tokens_json(x.tokens)}};
    if (!messages.empty()) out["websocket_messages"] = std::move(messages);
    return out;
}

void count(Json& table, const std::string& key) {
    table[key] = find_int(table, key).value_or(0) + 1;
}

}  // namespace

ConnectionInfo Recorder::begin_connection(bool is_tls) {
    ++connections_;
    ++connections_open_;
    if (is_tls) ++tls_connections_;
    return {next_connection_++, is_tls, 0};
}

void Recorder::count_handshake(bool resumed) {
    ++handshakes_;
    if (resumed) ++handshakes_resumed_;
}

ExchangePtr Recorder::begin_exchange(ConnectionInfo& connection, const wire::Head& head) {
    ++connection.requests;
    ++requests_;
    auto exchange = std::make_shared<Exchange>();
    exchange->seq = next_seq_++;
    exchange->connection = connection;
    exchange->tokens = Tokens{0, 0, 0, 0, 0, 0, 0};
    if (!keeps_requests_) return exchange;

    exchange->method = head.first;
    exchange->target = head.second;
    exchange->version = head.third;
    for (const auto& [name, value] : head.headers) {
        exchange->headers.emplace_back(
            name, is_credential(name) ? "sha256:" + wire::sha256_hex(value) : value);
    }
    kept_.push_back(exchange);
    if (kept_.size() > MaxKept) kept_.pop_front();
    return exchange;
}

void Recorder::set_body(Exchange& exchange, const wire::Head& head, const std::string& wire_body,
                        const std::string& body) {
    exchange.body_bytes = body.size();
    body_bytes_ += body.size();
    if (keeps_requests_) exchange.body_sha256 = wire::sha256_hex(body);
    if (folder_.empty()) return;
    std::string number = std::to_string(exchange.seq);
    number.insert(0, 6 - std::min<std::size_t>(6, number.size()), '0');
    write_file(folder_ + "/" + number + ".request", head.raw, wire_body);
    write_file(folder_ + "/" + number + ".body", body, "");
}

void Recorder::end_exchange(const Exchange& exchange) {
    count(by_route_, exchange.route);
    count(by_outcome_, exchange.outcome);
    if (exchange.told == Told::Nothing) return;
    Sum& sum = exchange.told == Told::Final ? finished_ : started_;
    ++sum.responses;
    add(sum.tokens, exchange.tokens);
}

Json Recorder::requests() const {
    Json all = Json::array();
    for (const ExchangePtr& exchange : kept_) all.push_back(exchange_json(*exchange));
    return all;
}

Json Recorder::stats() const {
    const auto sum_json = [](const Sum& sum) {
        Json out = tokens_json(sum.tokens);
        out["responses"] = sum.responses;
        return out;
    };
    return Json{{"connections", connections_},
                {"connections_open", connections_open_},
                {"tls_connections", tls_connections_},
                {"handshakes", handshakes_},
                {"handshakes_resumed", handshakes_resumed_},
                {"requests", requests_},
                {"request_body_bytes", body_bytes_},
                {"by_route", by_route_},
                {"by_outcome", by_outcome_},
                {"usage_final", sum_json(finished_)},
                {"usage_start_only", sum_json(started_)}};
}

void Recorder::clear() {
    kept_.clear();
    requests_ = body_bytes_ = handshakes_ = handshakes_resumed_ = 0;
    connections_ = connections_open_;
    tls_connections_ = 0;
    by_route_ = Json::object();
    by_outcome_ = Json::object();
    started_ = finished_ = Sum{};
}

}  // namespace farebox::mock
