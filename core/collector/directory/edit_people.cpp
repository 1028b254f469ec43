// Edit: people and what names them.
//
// A call's developer_id is joined to an identity that has joins = 1: the person's id, an e-mail
// address, or a developer id as a laptop claims it. These values live in one space, so that no call
// can belong to two people. The other kinds (a subject of the identity provider) only sign people in.

#include "core/collector/directory/edit.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/people.h"

namespace farebox::collector {
namespace {

std::string told(const Person& person) {
    return format("{} <{}>{}", person.name, person.email, person.active ? "" : " inactive");
}

}  // namespace

Result<std::optional<Person>> Edit::find_person(const std::string& person_id) {
    const auto found = people_.find(person_id);
    if (found != people_.end()) return found->second;
    if (preloaded_) return std::optional<Person>();
    FAREBOX_TRY(person, load_person(session_, person_id));
    people_.emplace(person_id, person);
    return person;
}

Result<std::string> Edit::identity_owner(std::string_view kind, std::string_view value) {
    const std::pair key(std::string(identity_space(kind)), identity_value(kind, value));
    const auto found = identities_.find(key);
    if (found != identities_.end()) return found->second;
    if (preloaded_) return std::string();
    FAREBOX_TRY(owner, find_identity(session_, kind, value));
    identities_.emplace(key, owner);
    return owner;
}

Result<void> Edit::check_identity(std::string_view kind, std::string_view value,
                                  const std::string& person_id) {
    const std::string text = identity_value(kind, value);
    if (text.empty() || text.size() > 400 || printable(text) != text) {
        return invalid(format("a person's {} has 1 to 400 characters, no control characters", kind));
    }
    FAREBOX_TRY(owner, identity_owner(kind, text));
    if (owner.empty() || owner == person_id) return {};
    return make_error(ErrorCode::Conflict,
                      format("{} \"{}\" already names the person {}", kind, text, owner));
}

Result<void> Edit::put_identity(std::string_view kind, std::string_view value,
                                const std::string& person_id) {
    FAREBOX_TRY_VOID(check_identity(kind, value, person_id));
    const std::string text = identity_value(kind, value);
    FAREBOX_TRY(owner, identity_owner(kind, text));
    if (owner == person_id) return {};
    FAREBOX_TRY(added, session_.run(
        "INSERT INTO person_identity (kind, value, person_id, joins, recorded_at, superseded_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {std::string(kind), text, person_id, std::int64_t(is_joining(kind)), stamp_, NeverSuperseded}));
    identities_.insert_or_assign({std::string(identity_space(kind)), text}, person_id);
    people_news_.has_names = true;
    changes_.push_back({"identity", person_id, "", format("{} {}", kind, text), ""});
    return {};
}

Result<void> Edit::put_person(const Person& given) {
    Person person = given;
    person.name = shorten(printable(trim(person.name)), 200);
    person.email = identity_value("email", person.email);
    FAREBOX_TRY_VOID(check_org_id(person.person_id));
    if (person.name.empty()) person.name = person.email.empty() ? person.person_id : person.email;
    FAREBOX_TRY(old, find_person(person.person_id));
    FAREBOX_TRY_VOID(check_identity("person_id", person.person_id, person.person_id));
    if (!person.email.empty()) {
        FAREBOX_TRY_VOID(check_identity("email", person.email, person.person_id));
        FAREBOX_TRY_VOID(put_identity("email", person.email, person.person_id));
    }
    FAREBOX_TRY_VOID(put_identity("person_id", person.person_id, person.person_id));
    if (old && *old == person) return {};
    FAREBOX_TRY(written, session_.run(
        "INSERT INTO people (person_id, name, email, active, source, created_at, updated_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (person_id) DO UPDATE SET"
        " name = excluded.name, email = excluded.email, active = excluded.active,"
        " source = excluded.source, updated_at = excluded.updated_at",
        {person.person_id, person.name, value_or_null(person.email), std::int64_t(person.active),
         person.source, stamp_}));
    changes_.push_back({"person", person.person_id, old ? told(*old) : "", told(person), ""});
    if (!person.active && (!old || old->active)) people_news_.left.push_back(person.person_id);
    people_.insert_or_assign(person.person_id, person);
    return {};
}

}  // namespace farebox::collector
