#include "core/api/views.h"

#include "core/api/members.h"

namespace farebox::api {

Result<std::vector<TrendDay>> parse_trend(const Json& answer) {
    return parse_list<TrendDay>(answer, "days");
}

Result<std::vector<CallRow>> parse_calls(const Json& answer) {
    return parse_list<CallRow>(answer, "calls");
}

Result<std::vector<SettingView>> parse_settings(const Json& answer) {
    return parse_list<SettingView>(answer, "settings");
}

Result<std::vector<AgentView>> parse_agents(const Json& answer) {
    return parse_list<AgentView>(answer, "agents");
}

Json to_json(const TrendDay& day) { return json_of(day); }
Json to_json(const CallRow& row) { return json_of(row); }
Json to_json(const SettingView& setting) { return json_of(setting); }
Json to_json(const AgentView& agent) { return json_of(agent); }

}  // namespace farebox::api
