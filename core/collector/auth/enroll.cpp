#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/auth/devices.h"
#include "core/net/signature.h"

// Enrolment as one transaction: token, key, user, then a new device or a new key for a known one.
namespace farebox::collector {
namespace {

constexpr std::size_t MaxText = 200;

Result<std::string> member(const Json& body, const char* name, bool may_be_empty) {
    const Json* value = find_member(body, name);
    if (may_be_empty && (value == nullptr || value->is_null())) return std::string();
    const auto text = find_string(body, name);
    if (!text || text->size() > MaxText || (text->empty() && !may_be_empty)) {
        return invalid(format("enrolling: \"{}\" must be a text of 1 to {} bytes", name, MaxText));
    }
    return *text;
}

bool is_in_domain(const std::string& user, const std::string& domain) {
    return domain.empty() || user.empty() || to_lower(user).ends_with("@" + domain);
}

// What the token and the directory say about who works here.
struct Binding {
    std::string person_id;
    std::string user_name;
    std::string kind;
};

Result<Binding> asserted_binding(Session& session, const std::string& user,
                                 const FindPerson& find_person) {
    if (user.empty()) return Binding();
    FAREBOX_TRY(person_id, find_person(session, "email", user));
    return Binding{person_id.value_or(""), user, "asserted"};
}

Result<void> insert_device(Session& session, const Device& device, UtcNs now) {
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO devices (device_id, install_id, public_key, key_thumbprint, hostname_hash, os, "
        "farebox_version, token_id, enrolled_at, person_id, user_name, binding, bound_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {device.device_id, device.install_id, farebox::to_text(device.public_key), device.key_thumbprint,
         device.hostname_hash, device.os, device.farebox_version, device.token_id, now,
         device.person_id, device.user_name, device.binding,
         device.binding.empty() ? Value() : Value(now)}));
    return {};
}

// The same machine with another key. Whoever holds an enrolment token and knows an install_id can
// come here, so a login that was verified for the old key is worth no more than an assertion.
Result<void> rebind_device(Session& session, const Device& device, UtcNs now) {
    FAREBOX_TRY_VOID(session.run(
        "UPDATE devices SET public_key = $2, key_thumbprint = $3, hostname_hash = $4, os = $5, "
        "farebox_version = $6, token_id = $7, rebound_at = $8, person_id = $9, user_name = $10, "
        "binding = $11 WHERE device_id = $1",
        {device.device_id, farebox::to_text(device.public_key), device.key_thumbprint, device.hostname_hash,
         device.os, device.farebox_version, device.token_id, now, device.person_id,
         device.user_name, device.binding}));
    return {};
}

Result<std::optional<Device>> find_by_install(Session& session, const std::string& install_id) {
    FAREBOX_TRY(found, session.run("SELECT device_id FROM devices WHERE install_id = $1", {install_id}));
    if (found.empty()) return std::optional<Device>();
    return find_device(session, found[0].text(0));
}

Binding merged(const Device& known, const Binding& asserted, bool same_key) {
    if (same_key && known.binding == "verified") return {known.person_id, known.user_name, "verified"};
    if (!asserted.kind.empty()) return asserted;
    return {known.person_id, known.user_name, known.binding.empty() ? "" : "asserted"};
}

}  // namespace

Result<Enrollment> parse_enrollment(const Json& body) {
    Enrollment wanted;
    FAREBOX_TRY(token, member(body, "token", /*may_be_empty=*/false));
    FAREBOX_TRY(install_id, member(body, "install_id", /*may_be_empty=*/false));
    FAREBOX_TRY(hostname_hash, member(body, "hostname_hash", /*may_be_empty=*/true));
    FAREBOX_TRY(os, member(body, "os", /*may_be_empty=*/true));
    FAREBOX_TRY(farebox_version, member(body, "farebox_version", /*may_be_empty=*/true));
    FAREBOX_TRY(asserted_user, member(body, "asserted_user", /*may_be_empty=*/true));
    const Json* key = find_member(body, "public_key");
    if (key == nullptr || !key->is_object()) return invalid("enrolling: \"public_key\" must be a JWK");
    return Enrollment{token, *key, install_id, hostname_hash, os, farebox_version, asserted_user};
}

Admission<Enrolled> enroll_device(Session& session, const Enrollment& wanted,
                                  const FindPerson& find_person, UtcNs now,
                                  const std::function<Result<void>(const Enrolled&)>& along) {
    const auto key = net::PublicKey::from_jwk(wanted.public_key);
    if (!key || find_string(key->jwk(), "kty") != "EC") {
        return Refused{400, "invalid_key", "a device enrols with a public key of P-256 as a JWK"};
    }

    FAREBOX_ADMIT(transaction, Transaction::begin(session));
    auto admitted = admit_token(session, TokenKind::Enroll, wanted.token, now);
    if (auto* refused = std::get_if<Refused>(&admitted)) return *refused;
    const AccessToken& token = std::get<AccessToken>(admitted);
    if (!is_in_domain(wanted.asserted_user, token.user_domain)) {
        return Refused{403, "user_not_allowed",
                       "this enrolment token is for users of " + token.user_domain + " alone"};
    }

    FAREBOX_ADMIT(known, find_by_install(session, wanted.install_id));
    if (known && known->revoked_at) {
        return Refused{403, "device_revoked",
                       "this device was revoked; an administrator of the collector can restore it"};
    }
    FAREBOX_ADMIT(asserted, asserted_binding(session, wanted.asserted_user, find_person));
    const bool same_key = known && known->key_thumbprint == key->thumbprint();
    const Binding binding = known ? merged(*known, asserted, same_key) : asserted;

    Device device;
    device.device_id = known ? known->device_id : make_uuid_v7(now);
    device.install_id = wanted.install_id;
    device.public_key = key->jwk();
    device.key_thumbprint = key->thumbprint();
    device.hostname_hash = wanted.hostname_hash;
    device.os = wanted.os;
    device.farebox_version = wanted.farebox_version;
    device.token_id = token.token_id;
    device.person_id = binding.person_id;
    device.user_name = binding.user_name;
    device.binding = binding.kind;
    FAREBOX_ADMIT_VOID(known ? rebind_device(session, device, now) : insert_device(session, device, now));
    FAREBOX_ADMIT_VOID(note_token_use(session, token.token_id, /*counts=*/!known, now));
    const Enrolled enrolled{device.device_id, token.token_id, known.has_value()};
    if (along) {
        FAREBOX_ADMIT_VOID(along(enrolled));
    }
    FAREBOX_ADMIT_VOID(transaction.commit());
    return enrolled;
}

}  // namespace farebox::collector
