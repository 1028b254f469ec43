#pragma once
// One transaction of edits to the directory: what the CSV import, the API, SCIM and the demo do.
//
// Edits are checked against what the directory holds together with the edits made before in the same
// transaction, and reach the tables at commit under one recorded time. A refused edit changes
// nothing and leaves the others standing: the caller decides whether to commit.
// Used by one thread; dropped without commit, nothing happened.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/directory/repo_rules.h"
#include "core/collector/directory/spans.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct Person {
    std::string person_id;
    std::string name;
    std::string email;  ///< "" unknown
    bool active = true;
    std::string source;  ///< who wrote it last: "csv", "api", "scim", "demo"

    bool operator==(const Person&) const = default;
};

/// One thing that an edit changed, in words of the audit log.
struct DirectoryChange {
    std::string action;    ///< "person", "identity", "team", "person_team", "repo_rule", ...
    std::string object;    ///< id
    std::string before;    ///< "" new
    std::string after;     ///< "" gone
    std::string from_day;  ///< first day whose charge may differ; "" none
};

/// What an edit means to whoever keeps the devices and accounts of people.
struct PeopleNews {
    bool has_names = false;         ///< a name, such as an address, leads to somebody for the first time
    std::vector<std::string> left;  ///< person_id of those who are active no more

    bool empty() const { return !has_names && left.empty(); }
};

/// Ids appear in URLs, filters and CSV cells, where "-" alone means unattributed.
Result<void> check_org_id(const std::string& id);

class Edit {
public:
    static Result<std::unique_ptr<Edit>> begin(Session& session, const Clock& clock);

    /// Reads everything at once, where an import is about to ask for each piece of it.
    Result<void> preload();

    /// A team, cost centre or business unit: added, or renamed from now on.
    Result<void> put_unit(OrgKind kind, const std::string& id, const std::string& name);
    Result<bool> has_unit(OrgKind kind, const std::string& id);

    /// Adds or rewrites. The e-mail becomes an identity; an older one keeps leading here.
    /// Conflict when the e-mail belongs to somebody else.
    Result<void> put_person(const Person& person);
    Result<std::optional<Person>> find_person(const std::string& person_id);
    Result<void> put_identity(std::string_view kind, std::string_view value,
                              const std::string& person_id);
    /// What put_identity would say.
    Result<void> check_identity(std::string_view kind, std::string_view value,
                                const std::string& person_id);
    /// Whom an identity names now; "" nobody.
    Result<std::string> identity_owner(std::string_view kind, std::string_view value);

    /// Subject and target must exist (a repository need not).
    Result<void> assign(const SpanTable& table, const std::string& subject, const Span& span,
                        Overlap overlap);
    /// What assign would say about span and target, the subject aside.
    Result<void> check_assign(const SpanTable& table, const std::string& subject, const Span& span,
                              Overlap overlap);
    Result<Timeline> timeline(const SpanTable& table, const std::string& subject);

    /// Adds a rule, or rewrites the one with its id. An empty id gets a new one.
    Result<std::string> put_rule(RepoRule rule);
    /// True when a rule says just this (its id aside).
    Result<bool> same_rule(const RepoRule& rule);
    Result<void> drop_rule(const std::string& rule_id);

    Result<void> commit();

    const std::vector<DirectoryChange>& changes() const { return changes_; }
    const PeopleNews& people_news() const { return people_news_; }
    /// Closed months that an edit reaches back into; their figures stay as they were closed.
    Result<std::vector<std::string>> touched_closed_months();
    Session& session() { return session_; }
    UtcNs stamp() const { return stamp_; }

private:
    Edit(Session& session, Transaction transaction, UtcNs stamp)
        : session_(session), transaction_(std::move(transaction)), stamp_(stamp) {}

    struct Pending {
        Timeline before;
        Timeline now;
    };
    using Pendings = std::map<std::string, Pending>;

    Result<Pending*> pending(const SpanTable& table, const std::string& subject);
    Result<void> check_subject(const SpanTable& table, const std::string& subject);
    Result<void> check_unit(OrgKind kind, const std::string& id);
    Result<Timeline> changed_timeline(const SpanTable& table, const std::string& subject,
                                      const Span& span, Overlap overlap);
    Result<std::map<std::string, std::string>*> units(OrgKind kind);
    Result<void> load_rules();
    Result<void> flush_timelines();
    Result<void> flush_repos();

    Session& session_;
    Transaction transaction_;
    const UtcNs stamp_;
    bool preloaded_ = false;
    bool rules_loaded_ = false;
    bool rules_changed_ = false;
    std::vector<RepoRule> rules_;
    std::map<std::string_view, Pendings> pendings_;                  ///< by table name
    std::map<OrgKind, std::map<std::string, std::string>> units_;    ///< id -> name
    std::map<std::string, std::optional<Person>> people_;
    std::map<std::pair<std::string, std::string>, std::string> identities_;  ///< (space, value) -> person or ""
    std::vector<DirectoryChange> changes_;
    PeopleNews people_news_;
};

}  // namespace farebox::collector
