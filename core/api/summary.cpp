#include "core/api/summary.h"

#include "core/api/members.h"

namespace farebox::api {

Json to_json(const Summary& summary) { return json_of(summary); }

Result<Summary> parse_summary(const Json& object) {
    if (!find_int(object, "now")) return invalid("the summary has no time \"now\"");
    return parse_object<Summary>(object, "the summary");
}

}  // namespace farebox::api
