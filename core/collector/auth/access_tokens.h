#pragma once
// Tokens that administrators make and other machines hold: for enrolling laptops (written to them by
// device management) and for the identity provider's provisioning. Each opens one door and reads
// nothing; the text is shown once and kept as a hash.
//
// Rotation: make a new one, spread it, revoke the old one; both work in between.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/auth/refused.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

enum class TokenKind { Enroll, Scim };
/// "enroll", "scim".
std::string_view to_text(TokenKind kind);
std::optional<TokenKind> parse_token_kind(std::string_view text);

struct NewToken {
    TokenKind kind = TokenKind::Enroll;
    std::string label;        ///< "laptops of Berlin": how people tell tokens apart
    std::string user_domain;  ///< enroll: the asserted user's address must end with "@" and this
    std::optional<std::int64_t> max_uses;  ///< enroll: new devices; absent: any number
    std::optional<UtcNs> expires_at;
    std::string created_by;
};

struct AccessToken : NewToken {
    std::string token_id;
    std::int64_t uses = 0;
    UtcNs created_at = 0;
    std::optional<UtcNs> last_used_at;
    std::optional<UtcNs> revoked_at;
    std::string revoked_by;

    /// "" while it opens its door, else "revoked", "expired" or "used_up".
    std::string_view why_closed(UtcNs now) const;
};

struct MadeToken {
    std::string token_id;
    std::string text;  ///< "farebox-enroll_..."; not to be had again
};

/// Invalid for an empty label, a limit under 1 or an end that has passed.
Result<MadeToken> make_token(Session& session, const NewToken& wanted, UtcNs now);
Result<std::vector<AccessToken>> list_tokens(Session& session);
/// NotFound for an id that does not exist; a revoked one stays as it is.
Result<void> revoke_token(Session& session, const std::string& token_id, const std::string& by,
                          UtcNs now);

/// The token of this text. Refused alike (401 token_refused) when it does not exist, is of another
/// kind, or is closed: nobody learns which texts once were tokens.
Admission<AccessToken> admit_token(Session& session, TokenKind kind, std::string_view text, UtcNs now);
/// One more use; `counts` against max_uses.
Result<void> note_token_use(Session& session, const std::string& token_id, bool counts, UtcNs now);

}  // namespace farebox::collector
