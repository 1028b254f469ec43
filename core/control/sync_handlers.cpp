#include "core/base/format.h"
#include "core/base/url.h"
#include "core/control/handlers.h"
#include "core/control/sync_view.h"

namespace farebox::control {
namespace {

constexpr std::size_t ShownLetters = 50;
constexpr const char* UrlKey = "collector.url";

Json json_of(const std::optional<UtcNs>& time) { return time ? Json(*time) : Json(); }

Json letters_json(Context& context) {
    Json list = Json::array();
    const auto reader = context.reader();
    if (!reader) return list;
    const auto letters = (*reader)->dead_letters(ShownLetters);
    if (!letters) return list;
    for (const ledger::DeadLetter& one : *letters) {
        list.push_back({{"call_id", one.call_id},
                        {"revision", one.revision},
                        {"calls", one.calls},
                        {"code", one.code},
                        {"detail", one.detail},
                        {"rejected_at", one.rejected_at}});
    }
    return list;
}

Json to_json(const SyncView& view, Context& context) {
    const sync::SyncReport& report = view.live.report;
    return {{"state", std::string(to_text(view.state))},
            {"collector", view.live.url},
            {"is_enrolled", report.is_enrolled},
            {"device_id", report.device_id},
            {"pending", view.ledger.waiting},
            {"problem", view.problem},
            {"policy_version", report.policy_version},
            {"policy_installed_at",
             report.policy_installed_at == 0 ? Json() : Json(report.policy_installed_at)},
            {"policy_problem", report.policy_problem},
            {"shares_problem", report.shares_problem},
            {"last_success_at", json_of(view.ledger.last_success_at)},
            {"last_attempt_at", json_of(view.ledger.last_attempt_at)},
            {"next_attempt_at", json_of(view.live.next_attempt_at)},
            {"passes", view.live.passes},
            {"clock_offset_ms", report.clock_offset_ms},
            {"epoch", view.ledger.epoch},
            {"last_seq", view.ledger.last_seq},
            {"ack_seq", view.ledger.ack_seq},
            {"collected", view.live.is_configured ? sync::sent_field_names(view.rules)
                                                  : std::vector<std::string>()},
            {"refused", view.ledger.dead_letters},
            {"dead_letters", letters_json(context)}};
}

// The user's own, or already what counts. Asked before the collector is, which cannot be undone.
Result<bool> must_set_url(settings::Store& store, const std::string& url) {
    const auto now = store.current();
    const Result<Url> present = parse_url(now->settings.collector.url);
    if (present && present->to_text() == url) return false;
    FAREBOX_TRY_VOID(settings::check_user_may_set(settings::built_in_schema().find(UrlKey),
                                                  now->resolution.find(UrlKey), UrlKey));
    return true;
}

}  // namespace

Result<Json> handle_sync(const RouteRequest&, Context& context) {
    return to_json(read_sync(context), context);
}

Result<Json> handle_sync_now(const RouteRequest&, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("sending calls"));
    if (!syncer->sync_now()) {
        return unavailable("no collector is set; `farebox enroll` sets one");
    }
    return to_json(read_sync(context), context);
}

Result<Json> handle_enroll(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("enrolling"));
    FAREBOX_TRY(store, context.settings());
    const std::string token = find_string(request.body, "token").value_or("");
    FAREBOX_TRY(url, parse_url(find_string(request.body, "url").value_or("")));
    if (token.empty()) return invalid("enrolling: the body is not {\"url\": ..., \"token\": ...}");
    FAREBOX_TRY(is_new, must_set_url(*store, url.to_text()));
    FAREBOX_TRY_VOID(syncer->enroll(url.to_text(), token));
    if (is_new) FAREBOX_TRY_VOID(store->set_user(UrlKey, url.to_text()));
    (void)syncer->sync_now();
    return to_json(read_sync(context), context);
}

// The address last: where it is somebody else's to set, nothing has changed.
Result<Json> handle_leave(const RouteRequest&, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("leaving"));
    FAREBOX_TRY(store, context.settings());
    FAREBOX_TRY_VOID(settings::check_user_may_set(settings::built_in_schema().find(UrlKey),
                                                  store->current()->resolution.find(UrlKey), UrlKey));
    FAREBOX_TRY_VOID(syncer->leave());
    FAREBOX_TRY_VOID(store->unset_user(UrlKey));
    // Recommended by the device's management, which the user may set aside.
    if (!store->current()->settings.collector.url.empty()) {
        FAREBOX_TRY_VOID(store->set_user(UrlKey, ""));
    }
    return to_json(read_sync(context), context);
}

Result<Json> handle_request_override(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("asking for an override"));
    return syncer->request_override(request.body);
}

Result<Json> handle_login_info(const RouteRequest&, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("logging in"));
    return syncer->login_place();
}

Result<Json> handle_login(const RouteRequest& request, Context& context) {
    FAREBOX_TRY(syncer, context.syncer("logging in"));
    if (!find_string(request.body, "id_token")) {
        return invalid("logging in: the body is not {\"id_token\": ...}");
    }
    return syncer->bind(request.body);
}

}  // namespace farebox::control
