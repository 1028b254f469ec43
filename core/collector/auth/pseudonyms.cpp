#include "core/collector/auth/pseudonyms.h"

#include "core/collector/auth/secrets.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr std::string_view Prefix = "dev-";
// Crockford's base 32: no i, l, o, u, so that a pseudonym is read aloud without mistakes.
constexpr std::string_view Digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t DigitCount = 8;

}  // namespace

Result<Pseudonyms> Pseudonyms::load(Session& session, UtcNs now) {
    FAREBOX_TRY(key, server_secret(session, "pseudonyms", now));
    return Pseudonyms(std::move(key));
}

std::string Pseudonyms::of(std::string_view person_id) const {
    if (person_id.empty()) return {};
    const std::string code = net::hmac_sha256(key_, person_id);
    std::string text(Prefix);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | static_cast<unsigned char>(code[i]);
    for (std::size_t i = 0; i < DigitCount; ++i) text += Digits[bits >> (35 - 5 * i) & 31];
    return text;
}

bool Pseudonyms::is_one(std::string_view text) {
    return text.starts_with(Prefix) && text.size() == Prefix.size() + DigitCount &&
           text.substr(Prefix.size()).find_first_not_of(Digits) == std::string_view::npos;
}

std::optional<std::string> Pseudonyms::find(std::string_view pseudonym,
                                            std::span<const std::string> person_ids) const {
    if (!is_one(pseudonym)) return std::nullopt;
    for (const std::string& person_id : person_ids) {
        if (of(person_id) == pseudonym) return person_id;
    }
    return std::nullopt;
}

}  // namespace farebox::collector
