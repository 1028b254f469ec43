#include "core/collector/web/spend_json.h"

#include "core/collector/auth/pseudonyms.h"

namespace farebox::collector {
namespace {

Json figure(std::int64_t count) { return count; }
Json figure(const std::optional<std::int64_t>& sum) { return or_null(sum); }

}  // namespace

std::string this_month(const Services& services) {
    return month_of(format_day(services.clock.now(), 0));
}

Result<ScopePolicy> scope_policy(Session& session, const Services& services) {
    FAREBOX_TRY(pseudonyms, Pseudonyms::load(session, services.clock.now()));
    ScopePolicy policy;
    policy.names_visible = services.config.names_visible;
    policy.min_group_size = services.config.min_group_size;
    policy.pseudonym = [pseudonyms](std::string_view person) { return pseudonyms.of(person); };
    return policy;
}

Result<Scope> scope_of_request(Session& session, const WebRequest& request,
                               const Services& services) {
    FAREBOX_TRY(policy, scope_policy(session, services));
    return scope_of(request.who, policy);
}

Json to_json(const Figures& figures) {
    Json object = Json::object();
    visit_shown(figures, [&](const char* name, const auto& shown) {
        object[name] = figure(shown);
    });
    return object;
}

Json to_json(const SpendRow& row, const std::vector<Dimension>& group_by) {
    Json object = Json::object();
    for (std::size_t i = 0; i < group_by.size(); ++i) {
        const std::string key(to_text(group_by[i]));
        object[key] = row.keys[i] ? Json(*row.keys[i]) : Json();
        if (is_organisational(group_by[i])) object[key + "_name"] = or_null(row.names[i]);
    }
    if (row.people) object["people"] = *row.people;
    object.update(to_json(row.figures));
    return object;
}

Json to_json(const SpendTable& table) {
    Json group_by = Json::array();
    for (const Dimension dimension : table.query.group_by) group_by.push_back(to_text(dimension));
    const auto rows_of = [&](const std::vector<SpendRow>& rows) {
        Json list = Json::array();
        for (const SpendRow& row : rows) list.push_back(to_json(row, table.query.group_by));
        return list;
    };
    return Json{{"group_by", group_by},
                {"from", table.query.from},
                {"to", table.query.to},
                {"state", table.state},
                {"amounts", table.amounts},
                {"rows", rows_of(table.rows)},
                {"row_count", table.row_count},
                {"total", to_json(table.total)},
                {"unattributed", to_json(table.unattributed)},
                {"unattributed_rows", rows_of(table.unattributed_rows)}};
}

void hide_people(Completeness& completeness, const WebRequest& request, const Services& services) {
    if (request.who.has(Role::PlatformAdmin) || !request.who.sees_pseudonyms()) return;
    for (LateDevice& device : completeness.late_devices) {
        if (!device.person_id.empty()) {
            device.person_id = services.identity->pseudonyms.of(device.person_id);
        }
    }
}

Json to_json(const Completeness& completeness) {
    Json late = Json::array();
    for (const LateDevice& device : first_devices(completeness.late_devices)) {
        late.push_back(to_json(device));
    }
    return Json{{"devices_known", completeness.devices_known},
                {"devices_complete", completeness.devices_complete},
                {"late_device_count", completeness.late_devices.size()},
                {"late_devices", late}};
}

Json to_json(const Period& period) {
    return Json{{"month", period.month},
                {"state", to_text(period.state)},
                {"provisional_at", or_null(period.provisional_at)},
                {"provisional_by", or_null(period.provisional_by)},
                {"closed_at", or_null(period.closed_at)},
                {"closed_by", or_null(period.closed_by)},
                {"note", or_null(period.note)},
                {"completeness", to_json(period.completeness)},
                {"totals", to_json(period.totals)}};
}

}  // namespace farebox::collector
