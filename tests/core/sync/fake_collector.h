#pragma once
// A collector in a few lines, by the rules of core/api/ingest.h: it checks proofs, holds events by
// seq and calls by (call_id, revision), and does what a test tells it to do wrong.

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/strings.h"
#include "core/http/content_coding.h"
#include "core/http/head.h"
#include "core/net/device_proof.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"
#include "tests/support/tcp.h"

namespace farebox::tests {

class FakeCollector {
public:
    struct Fault {
        int status = 0;          ///< answered without storing; 0 = none
        std::string code;
        std::string headers;     ///< "Retry-After: 2\r\n"
        bool is_deaf = false;    ///< stores, and hangs up without an answer
    };
    struct Question {
        std::string path;
        std::string head;
        std::string body;  ///< decoded
    };

    FakeCollector() : server_([this](Tcp& tcp) { serve(tcp); }) {}
    std::string url() const { return format("http://127.0.0.1:{}", server_.port()); }

    // Set before, read after.
    std::deque<Fault> faults;              ///< for the next batches
    std::set<std::string> poisonous;       ///< call_ids whose batch is answered with 400
    std::set<std::string> refused_rows;    ///< call_ids rejected alone
    std::size_t row_limit = 500;           ///< more are answered with 413
    std::int64_t now_ns = 0;               ///< of the collector's clock; 0 = believes every date
    bool refuses_all = false;
    net::SigningKey policy_key = net::SigningKey::generate().value();
    std::string policy;                    ///< the signed document; "" = none
    std::string policy_etag;
    Json shares = Json::array();           ///< the answer's budgets
    bool is_silent_on_shares = false;      ///< 503

    std::vector<Question> questions;
    std::map<std::string, Json> calls;     ///< by call_id, the highest revision
    std::map<std::string, std::int64_t> counts;  ///< call_id -> calls it stands for
    std::map<std::string, std::set<std::int64_t>> held;  ///< epoch -> seqs
    std::set<std::string> install_ids;
    std::mutex mutex;

    std::int64_t cents() {
        std::int64_t sum = 0;
        for (const auto& [id, call] : calls) sum += find_int(call, "list_cost_nano").value_or(0);
        return sum;
    }
    int asked(std::string_view path) {
        int count = 0;
        for (const Question& one : questions) count += one.path == path;
        return count;
    }

    /// A policy of that version for the first device.
    void set_policy(int version, const Json& enforced) {
        const Json claims = {{"device_id", "device-1"},
                             {"iat", version},
                             {"policy_version", format("v{}", version)},
                             {"enforced", enforced},
                             {"recommended", Json::object()}};
        policy = net::sign_jwt(policy_key, claims, "k").value();
        policy_etag = format("\"v{}\"", version);
    }

private:
    void serve(Tcp& tcp) {
        const std::string head_text = tcp.read_until("\r\n\r\n");
        const auto head = http::RequestHead::parse(head_text);
        if (!head) return;
        const auto length = parse_int(head->find("Content-Length").value_or("0")).value_or(0);
        const std::string wire = tcp.read_exactly(static_cast<std::size_t>(length));
        const std::string coding(head->find("Content-Encoding").value_or(""));
        const std::lock_guard lock(mutex);
        const Question question{std::string(head->target()), head_text,
                                http::decode_all(coding, wire, 16 << 20).value_or("")};
        questions.push_back(question);
        Json answer;
        std::string headers;
        int status = 200;
        if (question.path == "/v1/enroll") {
            answer = enroll(parse_json(question.body).value(), status);
        } else if (question.path == "/v1/login") {
            answer = {{"issuer", "https://id.example"}, {"client_id", "laptops"}};
        } else if (!is_proven(*head, wire)) {
            status = 401;
            answer = {{"error", {{"code", "proof_expired"}, {"message", "too old"}}},
                      {"server_time", now_ns}};
        } else if (question.path == "/v1/ingest/calls") {
            if (!ingest(question.body, status, answer, headers)) return;
        } else if (question.path == "/v1/policy") {
            status = contains(head_text, "If-None-Match: " + policy_etag) ? 304 : 200;
        } else if (question.path == "/v1/shares") {
            status = is_silent_on_shares ? 503 : 200;
            answer = {{"budgets", shares}, {"policy_etag", policy_etag}};
        } else {
            answer = {{"policy_etag", policy_etag}};
        }
        const bool is_document = question.path == "/v1/policy" && status == 200;
        const std::string text = is_document ? policy : status == 304 ? "" : to_text(answer);
        tcp.send(format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n{}\r\n{}", status, text.size(),
                        headers, text));
    }

    Json enroll(const Json& body, int& status) {
        if (find_string(body, "token").value_or("") != "good") {
            status = 401;
            return {{"error", {{"code", "token_refused"}, {"message", "no such token"}}}};
        }
        key_ = net::PublicKey::from_jwk(body["public_key"]).value();
        install_ids.insert(body["install_id"].get<std::string>());
        device_id_ = format("device-{}", install_ids.size());
        return {{"device_id", device_id_},
                {"server_time", now_ns},
                {"policy_key", policy_key.public_jwk()}};
    }

    bool is_proven(const http::RequestHead& head, const std::string& wire) const {
        const std::string line(head.find("Authorization").value_or(""));
        if (!key_ || !line.starts_with("Farebox ")) return false;
        const auto jwt = net::parse_jwt(line.substr(8));
        if (!jwt || !jwt->verify(*key_) || jwt->key_id() != device_id_) return false;
        if (find_string(jwt->claims, "bh").value_or("") != net::body_hash(wire)) return false;
        const std::int64_t made = find_int(jwt->claims, "iat").value_or(0);
        return now_ns == 0 || std::abs(made - now_ns / NsPerSecond) < 60;
    }

    static Json error(const std::string& code) {
        return {{"error", {{"code", code}, {"message", "because of " + code}}}};
    }

    // False: hangs up.
    bool ingest(const std::string& text, int& status, Json& answer, std::string& headers) {
        Fault fault;
        if (!faults.empty()) {
            fault = faults.front();
            faults.pop_front();
        }
        const auto lines = split(text, '\n');
        if (fault.status != 0) {
            status = fault.status;
            headers = fault.headers;
            answer = error(fault.code);
            return true;
        }
        if (lines.size() - 2 > row_limit) {
            status = 413;
            answer = error("too_large");
            return true;
        }
        for (const std::string& id : poisonous) {
            if (refuses_all || contains(text, "\"" + id + "\"")) status = 400;
        }
        if (refuses_all) status = 400;
        if (status == 400) {
            answer = error("malformed");
            return true;
        }
        answer = store(lines);
        return !fault.is_deaf;
    }

    Json store(const std::vector<std::string_view>& lines) {
        const Json head = parse_json(lines[0]).value();
        auto& seqs = held[head["epoch"].get<std::string>()];
        Json rejected = Json::array();
        for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
            const Json event = parse_json(lines[i]).value();
            const std::int64_t seq = event["seq"].get<std::int64_t>();
            seqs.insert(seq);
            if (find_string(event, "kind").value_or("call") == "superseded") continue;
            const Json& call = event["call"];
            const std::string id = call["call_id"].get<std::string>();
            if (refused_rows.contains(id)) {
                rejected.push_back({{"seq", seq}, {"code", "invalid_row"}, {"detail", "no"}});
                continue;
            }
            const auto known = calls.find(id);
            if (known != calls.end() && known->second["revision"] >= call["revision"]) continue;
            calls[id] = call;
            counts[id] = find_int(event, "calls").value_or(1);
        }
        std::int64_t ack = 0;
        while (seqs.contains(ack + 1)) ++ack;
        return {{"ack_seq", ack},
                {"rejected", rejected},
                {"server_time", now_ns},
                {"policy_etag", policy_etag}};
    }

    std::optional<net::PublicKey> key_;
    std::string device_id_;
    FakeVendor server_;  // last: its thread uses the rest
};

}  // namespace farebox::tests
