#include "core/collector/store/census.h"

#include "core/base/format.h"
#include "core/collector/store/schema.h"

#include <algorithm>
#include <set>

namespace farebox::collector {
namespace {

// Names behind CREATE TABLE in the schema's text, so that no table is forgotten. A partition is
// counted in its table.
std::set<std::string> table_names(Engine engine) {
    constexpr std::string_view Mark = "CREATE TABLE ";
    std::set<std::string> names;
    for (const SchemaVersion& version : schema_versions()) {
        for (const char* script : version) {
            const std::string text = in_dialect(script, engine);
            for (auto at = text.find(Mark); at != text.npos; at = text.find(Mark, at + 1)) {
                const auto begin = at + Mark.size();
                const auto end = text.find_first_of(" (\n;", begin);
                if (text.compare(end, 14, " PARTITION OF ") == 0) continue;
                names.insert(text.substr(begin, end - begin));
            }
        }
    }
    return names;
}

}  // namespace

Result<Census> take_census(Session& session) {
    FAREBOX_TRY(transaction, Transaction::begin(session, Purpose::Reading));
    Census census;
    FAREBOX_TRY(version, session.run("SELECT MAX(version) FROM schema_version"));
    census.schema_version = version[0].integer(0);
    for (const std::string& name : table_names(session.engine())) {
        FAREBOX_TRY(rows, session.run(format("SELECT COUNT(*) FROM {}", name)));
        census.tables.push_back({name, rows[0].integer(0)});
    }
    FAREBOX_TRY(sums, session.run("SELECT SUM(calls), SUM(list_cost_nano) FROM rollup"));
    census.rollup_calls = sums[0].integer(0);
    census.rollup_list_cost_nano = sums[0].integer(1);
    return census;
}

}  // namespace farebox::collector
