#pragma once
// One request of an agent, from its head to its row: the table of contents of the data path.

#include "core/http/head.h"
#include "core/proxy/client.h"
#include "core/proxy/services.h"

namespace farebox::proxy {

enum class After { KeepOpen, Close };

/// Serves one request. Whatever goes wrong with a vendor, the agent gets an answer in words or a
/// reset, and billable requests leave a row.
net::Task<After> serve_call(Client& client, http::RequestHead head, Services& in);

/// Answers a request that was refused before it could become a call.
net::Task<void> refuse(Client& client, const Error& why, Services& in);

}  // namespace farebox::proxy
