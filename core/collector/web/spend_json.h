#pragma once
// Chargeback answers as the JSON of the dashboard, and what their handlers share.

#include <algorithm>
#include <span>
#include <vector>

#include "core/base/json.h"
#include "core/collector/chargeback/periods.h"
#include "core/collector/chargeback/scope.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/web/routes.h"
#include "core/collector/web/services.h"

namespace farebox::collector {

/// "2026-11", UTC.
std::string this_month(const Services& services);

/// The company's rules of who sees names, with the pseudonyms of this database.
Result<ScopePolicy> scope_policy(Session& session, const Services& services);
/// What the request's person sees of the chargeback table.
Result<Scope> scope_of_request(Session& session, const WebRequest& request,
                               const Services& services);

/// Money as integers in *_nano; null where no call stated the figure.
Json to_json(const Figures& figures);
/// `<dimension>` (null = unattributed), `<dimension>_name` where it has names, `people`, figures.
Json to_json(const SpendRow& row, const std::vector<Dimension>& group_by);
Json to_json(const SpendTable& table);
/// What a page lists of devices, beside their count: twenty thousand rows help nobody.
template <class Device>
std::span<const Device> first_devices(const std::vector<Device>& all) {
    constexpr std::size_t ListedDevices = 200;
    return std::span(all).first(std::min(all.size(), ListedDevices));
}
/// Whose device is late is told as on the fleet page: by name to who runs the machines, else under a
/// pseudonym unless policy shows names.
void hide_people(Completeness& completeness, const WebRequest& request, const Services& services);
Json to_json(const Completeness& completeness);
Json to_json(const Period& period);

}  // namespace farebox::collector
