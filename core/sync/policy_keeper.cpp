#include "core/sync/policy_keeper.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/net/jwt.h"
#include "core/net/sha256.h"

#include <cstdio>

namespace farebox::sync {
namespace {

Error denied(std::string message) { return make_error(ErrorCode::Denied, std::move(message)); }

Result<void> check_signature(const net::Jwt& jwt, const Json& policy_key) {
    FAREBOX_TRY(key, net::PublicKey::from_jwk(policy_key));
    return jwt.verify(key).with_context("checking the signature of the collector's policy");
}

}  // namespace

PolicyKeeper::PolicyKeeper(std::string policy_file, std::string device_id, Json policy_key)
    : policy_file_(std::move(policy_file)),
      device_id_(std::move(device_id)),
      policy_key_(std::move(policy_key)) {
    const Result<std::string> text = load_file(note_file());
    const Result<Json> note = text ? parse_json(*text) : Result<Json>(text.error());
    if (!note || find_string(*note, "device_id") != device_id_) return;
    version_ = find_string(*note, "policy_version").value_or("");
    hash_ = find_string(*note, "hash").value_or("");
    issued_at_ = find_int(*note, "issued_at").value_or(0);
    installed_at_ = find_int(*note, "installed_at").value_or(0);
}

bool PolicyKeeper::check_file() {
    if (version_.empty()) return true;
    const Result<std::string> text = load_file(policy_file_);
    if (text && net::sha256_hex(*text) == hash_) return true;
    version_.clear();
    installed_at_ = 0;
    return false;
}

Result<void> PolicyKeeper::take(std::string_view document, UtcNs now) {
    FAREBOX_TRY(jwt, net::parse_jwt(document));
    FAREBOX_TRY_VOID(check_signature(jwt, policy_key_));
    const Json& claims = jwt.claims;
    if (find_string(claims, "device_id") != device_id_) {
        return denied("the collector's policy is for another device");
    }
    const std::int64_t issued_at = find_int(claims, "iat").value_or(0);
    if (issued_at < issued_at_) {
        return denied("the collector's policy is older than the one in force");
    }
    const Json* enforced = find_member(claims, "enforced");
    const Json* recommended = find_member(claims, "recommended");
    const std::string version = find_string(claims, "policy_version").value_or("");
    if (enforced == nullptr || recommended == nullptr || version.empty()) {
        return invalid("the collector's policy lacks enforced, recommended or policy_version");
    }
    const std::string text =
        to_pretty_text(Json{{"enforced", *enforced}, {"recommended", *recommended}});
    FAREBOX_TRY_VOID(save_file(policy_file_, text));
    version_ = version;
    hash_ = net::sha256_hex(text);
    issued_at_ = issued_at;
    installed_at_ = now;
    return save_file(note_file(), to_text(Json{{"device_id", device_id_},
                                               {"policy_version", version_},
                                               {"hash", hash_},
                                               {"issued_at", issued_at_},
                                               {"installed_at", installed_at_}}));
}

void PolicyKeeper::forget(const std::string& policy_file) {
    if (policy_file.empty()) return;
    std::remove(policy_file.c_str());
    std::remove((policy_file + ".version").c_str());
}

}  // namespace farebox::sync
