#include "core/collector/auth/access_tokens.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"
#include "core/collector/auth/secrets.h"

namespace farebox::collector {
namespace {

constexpr const char* TokenColumns =
    "token_id, kind, label, user_domain, max_uses, uses, created_at, created_by, expires_at, "
    "last_used_at, revoked_at, revoked_by";

AccessToken token_of(const Row& row) {
    AccessToken token;
    token.token_id = row.text(0);
    token.kind = parse_token_kind(row.text(1)).value_or(TokenKind::Enroll);
    token.label = row.text(2);
    token.user_domain = row.text(3);
    token.max_uses = row.integer_or_null(4);
    token.uses = row.integer(5);
    token.created_at = row.integer(6);
    token.created_by = row.text(7);
    token.expires_at = row.integer_or_null(8);
    token.last_used_at = row.integer_or_null(9);
    token.revoked_at = row.integer_or_null(10);
    token.revoked_by = row.text(11);
    return token;
}

Result<void> check_wanted(const NewToken& wanted, UtcNs now) {
    if (trim(wanted.label).empty()) return invalid("a token needs a label that says whom it is for");
    if (wanted.max_uses && *wanted.max_uses < 1) return invalid("max_uses must be 1 or more");
    if (wanted.expires_at && *wanted.expires_at <= now) return invalid("expires_at has passed");
    return {};
}

}  // namespace

std::string_view to_text(TokenKind kind) { return kind == TokenKind::Enroll ? "enroll" : "scim"; }

std::optional<TokenKind> parse_token_kind(std::string_view text) {
    if (text == "enroll") return TokenKind::Enroll;
    if (text == "scim") return TokenKind::Scim;
    return std::nullopt;
}

std::string_view AccessToken::why_closed(UtcNs now) const {
    if (revoked_at) return "revoked";
    if (expires_at && *expires_at <= now) return "expired";
    if (max_uses && uses >= *max_uses) return "used_up";
    return "";
}

Result<MadeToken> make_token(Session& session, const NewToken& wanted, UtcNs now) {
    FAREBOX_TRY_VOID(check_wanted(wanted, now));
    MadeToken made;
    made.token_id = make_uuid_v7(now);
    made.text = make_secret_text("farebox-" + std::string(to_text(wanted.kind)));
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO access_tokens (token_id, kind, token_hash, label, user_domain, max_uses, uses, "
        "created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)",
        {made.token_id, std::string(to_text(wanted.kind)), hash_of_secret(made.text), wanted.label,
         to_lower(wanted.user_domain), value_or_null(wanted.max_uses), now, wanted.created_by,
         value_or_null(wanted.expires_at)}));
    return made;
}

Result<std::vector<AccessToken>> list_tokens(Session& session) {
    FAREBOX_TRY(found, session.run(format("SELECT {} FROM access_tokens ORDER BY token_id",
                                          TokenColumns)));
    std::vector<AccessToken> tokens;
    for (const Row& row : found) tokens.push_back(token_of(row));
    return tokens;
}

Result<void> revoke_token(Session& session, const std::string& token_id, const std::string& by,
                          UtcNs now) {
    FAREBOX_TRY(changed,
                session.run("UPDATE access_tokens SET revoked_at = COALESCE(revoked_at, $2), "
                            "revoked_by = COALESCE(revoked_by, $3) WHERE token_id = $1",
                            {token_id, now, by}));
    if (changed.changed == 0) return not_found("no token " + shorten(printable(token_id), 40));
    return {};
}

Admission<AccessToken> admit_token(Session& session, TokenKind kind, std::string_view text, UtcNs now) {
    FAREBOX_ADMIT(found, session.run(format("SELECT {} FROM access_tokens "
                                            "WHERE token_hash = $1 AND kind = $2", TokenColumns),
                                     {hash_of_secret(text), std::string(to_text(kind))}));
    if (!found.empty()) {
        AccessToken token = token_of(found[0]);
        if (token.why_closed(now).empty()) return token;
    }
    return Refused{401, "token_refused",
                   format("the {} token is unknown, revoked, expired or used up: ask an administrator "
                          "of the collector for a new one", to_text(kind))};
}

Result<void> note_token_use(Session& session, const std::string& token_id, bool counts, UtcNs now) {
    FAREBOX_TRY_VOID(session.run(
        "UPDATE access_tokens SET uses = uses + $2, last_used_at = $3 WHERE token_id = $1",
        {token_id, std::int64_t{counts ? 1 : 0}, now}));
    return {};
}

}  // namespace farebox::collector
