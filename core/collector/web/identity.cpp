#include "core/collector/web/identity.h"

#include "core/base/strings.h"
#include "core/collector/auth/secrets.h"
#include "core/collector/directory/people.h"
#include "core/net/web/client.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t WrongPasswordsPerMinute = 30;
constexpr std::int64_t WrongTokensPerMinute = 60;
// Each leaves a row for ten minutes. A company behind one address begins many at nine o'clock.
constexpr std::int64_t BegunLoginsPerMinute = 600;

OidcOptions oidc_options(const Config& config, std::vector<GroupRole> group_roles) {
    OidcOptions options;
    options.issuer = config.oidc_issuer;
    options.client_id = config.oidc_client_id;
    options.client_secret = config.oidc_client_secret;
    options.laptop_client_id = config.oidc_laptop_client_id;
    options.scopes = config.oidc_scopes;
    options.groups_claim = config.oidc_groups_claim;
    options.group_roles = std::move(group_roles);
    return options;
}

}  // namespace

Result<std::optional<std::string>> find_in_directory(Session& session, std::string_view kind,
                                                     const std::string& value) {
    FAREBOX_TRY(person_id, find_identity(session, kind, identity_value(kind, value)));
    return person_id.empty() ? std::optional<std::string>() : std::optional<std::string>(person_id);
}

Result<std::unique_ptr<Identity>> Identity::make(Database& database, const Config& config,
                                                 const Clock& clock, Fetch fetch) {
    FAREBOX_TRY(session, database.session());
    FAREBOX_TRY(pseudonyms, Pseudonyms::load(*session, clock.now()));
    FAREBOX_TRY(policy_key, server_signing_key(*session, "policy", clock.now()));
    FAREBOX_TRY(group_roles, parse_group_roles(config.oidc_group_roles));
    return std::unique_ptr<Identity>(
        new Identity{std::move(pseudonyms), std::move(policy_key),
                     OidcClient(oidc_options(config, std::move(group_roles)), std::move(fetch), clock),
                     find_in_directory, Failures(WrongPasswordsPerMinute, clock),
                     Failures(WrongTokensPerMinute, clock), Failures(BegunLoginsPerMinute, clock)});
}

Fetch Identity::network(const Config& config) {
    net::WebClientOptions options;
    options.ca_file = config.oidc_ca_file;
    return [client = net::WebClient(options)](const FetchRequest& request) -> Result<FetchAnswer> {
        FAREBOX_TRY(answer, client.ask(request.method, request.url, request.headers, request.body));
        return FetchAnswer{answer.status, std::move(answer.body)};
    };
}

std::string first_password_file(const Config& config) { return config.data_dir + "/first-password"; }

Result<std::string> find_signed_in_person(Session& session, const Identity& identity,
                                          const OidcIdentity& who) {
    const std::string own_id = identity.oidc.options().issuer + "|" + who.subject;
    FAREBOX_TRY(by_subject, identity.find_person(session, "oidc_sub", own_id));
    if (by_subject || who.email.empty()) return by_subject.value_or("");
    FAREBOX_TRY(by_email, identity.find_person(session, "email", who.email));
    return by_email.value_or("");
}

}  // namespace farebox::collector
