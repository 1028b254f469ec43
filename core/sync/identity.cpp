#include "core/sync/identity.h"

#include <filesystem>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/uuid.h"

namespace farebox::sync {
namespace {

constexpr const char* KeyFile = "device_key.pem";
constexpr const char* EnrolmentFile = "collector.json";
constexpr const char* InstallFile = "device_id";
constexpr std::size_t UuidLength = 36;

}  // namespace

Result<std::optional<Enrolment>> IdentityFiles::load_enrolment() const {
    const Result<std::string> text = load_file(file(EnrolmentFile));
    if (!text && text.error().code == ErrorCode::NotFound) return std::optional<Enrolment>();
    if (!text) return text.error();
    FAREBOX_TRY(object, parse_json(*text).with_context(file(EnrolmentFile)));
    Enrolment enrolment;
    enrolment.url = find_string(object, "url").value_or("");
    enrolment.device_id = find_string(object, "device_id").value_or("");
    enrolment.install_id = find_string(object, "install_id").value_or("");
    enrolment.enrolled_at = find_int(object, "enrolled_at").value_or(0);
    if (const Json* key = find_member(object, "policy_key")) enrolment.policy_key = *key;
    if (enrolment.url.empty() || enrolment.device_id.empty()) {
        return invalid(format("{} names no collector or no device; enrol again with `farebox enroll`",
                              file(EnrolmentFile)));
    }
    return std::optional<Enrolment>(std::move(enrolment));
}

Result<void> IdentityFiles::save_enrolment(const Enrolment& enrolment) const {
    const Json object = {{"url", enrolment.url},
                         {"device_id", enrolment.device_id},
                         {"install_id", enrolment.install_id},
                         {"policy_key", enrolment.policy_key},
                         {"enrolled_at", enrolment.enrolled_at}};
    return save_file(file(EnrolmentFile), to_pretty_text(object) + "\n");
}

Result<net::SigningKey> IdentityFiles::load_or_make_key() const {
    Result<net::SigningKey> kept = net::SigningKey::load(file(KeyFile));
    if (kept || kept.error().code != ErrorCode::NotFound) return kept;
    FAREBOX_TRY(fresh, net::SigningKey::generate());
    FAREBOX_TRY_VOID(fresh.save(file(KeyFile)));
    return fresh;
}

Result<std::string> IdentityFiles::load_or_make_install_id(UtcNs now) const {
    const Result<std::string> text = load_file(file(InstallFile));
    if (text && text->size() >= UuidLength) return text->substr(0, UuidLength);
    const std::string fresh = make_uuid_v7(now);
    FAREBOX_TRY_VOID(save_file(file(InstallFile), fresh + "\n"));
    return fresh;
}

Result<void> IdentityFiles::remove(const char* name) const {
    std::error_code why;
    std::filesystem::remove(file(name), why);
    if (why) return unavailable(format("removing {}: {}", file(name), why.message()));
    return {};
}

Result<void> IdentityFiles::forget_enrolment() const { return remove(EnrolmentFile); }

Result<void> IdentityFiles::forget() const {
    for (const char* name : {KeyFile, EnrolmentFile, InstallFile}) FAREBOX_TRY_VOID(remove(name));
    return {};
}

}  // namespace farebox::sync
