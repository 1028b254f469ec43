#include "core/collector/audit/audit_log.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/net/sha256.h"

#include <algorithm>

namespace farebox::collector {
namespace {

constexpr std::size_t TextLimit = 4096;
constexpr std::int64_t PageLimit = 10'000;
constexpr std::string_view Columns =
    "sequence, at, actor, role, action, object, before, after, reason, ip, previous_hash, hash";

AuditEntry read_row(const Row& row) {
    return {.sequence = row.integer(0),
            .at = row.integer(1),
            .actor = row.text(2),
            .role = row.text(3),
            .action = row.text(4),
            .object = row.text(5),
            .before = row.text(6),
            .after = row.text(7),
            .reason = row.text(8),
            .ip = row.text(9),
            .previous_hash = row.text(10),
            .hash = row.text(11)};
}

void cut_texts(AuditEntry& entry) {
    for (std::string* text : {&entry.actor, &entry.role, &entry.action, &entry.object, &entry.before,
                              &entry.after, &entry.reason, &entry.ip}) {
        *text = shorten(*text, TextLimit);
    }
}

// "\" keeps a "%" or "_" of the asker's from matching anything.
std::string prefix_pattern(std::string_view prefix) {
    std::string pattern;
    for (const char c : prefix) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

constexpr std::string_view PrefixCondition = "action LIKE {} ESCAPE '\\'";

// A WHERE clause with its parameters.
class Conditions {
public:
    /// The name of a parameter of that value.
    std::string bind(Value value) {
        parameters_.push_back(std::move(value));
        return format("${}", parameters_.size());
    }
    void add(std::string_view pattern, Value value) { add_text(format(pattern, bind(std::move(value)))); }
    void add_any(const AuditSight& sight) {
        std::string text = "(actor = " + bind(sight.actor);
        for (const std::string& family : sight.families) {
            text += " OR " + format(PrefixCondition, bind(prefix_pattern(family)));
        }
        for (const AuditTopic& topic : sight.topics) {
            if (!topic.objects.empty()) text += " OR (" + condition_of(topic) + ")";
        }
        add_text(text + ")");
    }
    const std::string& where() const { return where_; }
    const std::vector<Value>& parameters() const { return parameters_; }

private:
    std::string condition_of(const AuditTopic& topic) {
        std::vector<std::string> names;
        for (const std::string& object : topic.objects) names.push_back(bind(object));
        return format(PrefixCondition, bind(prefix_pattern(topic.family))) + " AND object IN (" +
               join(names, ", ") + ")";
    }
    void add_text(const std::string& text) { where_ += (where_.empty() ? " WHERE " : " AND ") + text; }

    std::string where_;
    std::vector<Value> parameters_;
};

std::string find_fault(const AuditEntry& entry, std::int64_t expected, std::string_view previous_hash) {
    if (entry.sequence != expected) {
        return format("entry {} is missing: {} follows {}", expected, entry.sequence, expected - 1);
    }
    if (entry.previous_hash != previous_hash) {
        return format("entry {} does not continue the one before it", entry.sequence);
    }
    if (entry.hash != hash_of(entry)) return format("entry {} was changed", entry.sequence);
    return "";
}

}  // namespace

std::string hash_of(const AuditEntry& entry) {
    // Lengths keep "ab" + "c" apart from "a" + "bc".
    std::string text = format("{}|{}", entry.sequence, entry.at);
    for (const std::string* part : {&entry.actor, &entry.role, &entry.action, &entry.object, &entry.before,
                                    &entry.after, &entry.reason, &entry.ip, &entry.previous_hash}) {
        text += format("|{}:{}", part->size(), *part);
    }
    return net::sha256_hex(text);
}

Result<AuditEntry> append_audit(Session& session, AuditEntry entry) {
    FAREBOX_TRY_VOID(session.lock("audit", LockKind::Exclusive));
    FAREBOX_TRY(newest, session.run("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"));
    cut_texts(entry);
    entry.sequence = newest.empty() ? 1 : newest[0].integer(0) + 1;
    entry.previous_hash = newest.empty() ? "" : newest[0].text(1);
    entry.hash = hash_of(entry);
    FAREBOX_TRY_VOID(session.run(
        format("INSERT INTO audit ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", Columns),
        {entry.sequence, entry.at, entry.actor, entry.role, entry.action, entry.object, entry.before,
         entry.after, entry.reason, entry.ip, entry.previous_hash, entry.hash})
                         .with_context("writing the audit log"));
    return entry;
}

Result<std::vector<AuditEntry>> read_audit(Session& session, const AuditQuery& query) {
    Conditions conditions;
    if (!query.actor.empty()) conditions.add("actor = {}", query.actor);
    if (!query.action.empty()) conditions.add(PrefixCondition, prefix_pattern(query.action));
    if (!query.object.empty()) conditions.add("object = {}", query.object);
    if (query.since != 0) conditions.add("at >= {}", query.since);
    if (query.until != 0) conditions.add("at < {}", query.until);
    if (query.before_sequence != 0) conditions.add("sequence < {}", query.before_sequence);
    if (query.sight) conditions.add_any(*query.sight);
    const std::string limit = conditions.bind(std::clamp<std::int64_t>(query.limit, 1, PageLimit));
    FAREBOX_TRY(rows, session.run(format("SELECT {} FROM audit{} ORDER BY sequence DESC LIMIT {}", Columns,
                                         conditions.where(), limit),
                                  conditions.parameters()));
    std::vector<AuditEntry> entries;
    for (const Row& row : rows) entries.push_back(read_row(row));
    return entries;
}

Result<AuditVerdict> verify_audit(Session& session) {
    AuditVerdict verdict;
    std::int64_t last = 0;
    for (;;) {
        FAREBOX_TRY(rows, session.run(format("SELECT {} FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT $2",
                                             Columns),
                                      {last, PageLimit}));
        if (rows.empty()) return verdict;
        for (const Row& row : rows) {
            const AuditEntry entry = read_row(row);
            verdict.problem = find_fault(entry, last + 1, verdict.newest_hash);
            if (!verdict.problem.empty()) {
                verdict.is_whole = false;
                return verdict;
            }
            last = entry.sequence;
            verdict.newest_hash = entry.hash;
            ++verdict.count;
        }
    }
}

Result<AuditVerdict> verify_audit(Session& session, std::int64_t sequence, std::string_view hash) {
    FAREBOX_TRY(verdict, verify_audit(session));
    if (!verdict.is_whole) return verdict;
    FAREBOX_TRY(rows, session.run("SELECT hash FROM audit WHERE sequence = $1", {sequence}));
    if (rows.empty() || rows[0].text(0) != hash) {
        verdict.is_whole = false;
        verdict.problem = rows.empty() ? format("entry {} is gone: the log ends before it", sequence)
                                       : format("entry {} is not the one with that hash", sequence);
    }
    return verdict;
}

Json to_json(const AuditEntry& entry) {
    return {{"sequence", entry.sequence},   {"at", entry.at},
            {"actor", entry.actor},         {"role", entry.role},
            {"action", entry.action},       {"object", entry.object},
            {"before", entry.before},       {"after", entry.after},
            {"reason", entry.reason},       {"ip", entry.ip},
            {"previous_hash", entry.previous_hash}, {"hash", entry.hash}};
}

}  // namespace farebox::collector
