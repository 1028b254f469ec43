#include "core/collector/exports/focus_export.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/base/format.h"
#include "core/base/version.h"
#include "core/collector/chargeback/period_state.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/chargeback/spend_sql.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr const char* FocusVersion = "1.2";
/// Of our mapping to FOCUS; raised when a column's meaning changes.
constexpr int MappingVersion = 1;
constexpr std::size_t PieceBytes = 64 << 10;

const std::vector<Dimension>& row_dimensions() {
    static const std::vector<Dimension> all = {
        Dimension::Month, Dimension::Day,   Dimension::CostCentre, Dimension::BusinessUnit,
        Dimension::Team,  Dimension::Developer, Dimension::Agent,  Dimension::Repo,
        Dimension::Branch, Dimension::Model, Dimension::Provider,  Dimension::BillingMode};
    return all;
}

ComponentRow read_component(const Row& row, const Scope& scope) {
    ComponentRow out;
    std::size_t column = 0;
    for (std::string* text :
         {&out.posted_month, &out.day, &out.cost_centre, &out.business_unit, &out.team,
          &out.developer, &out.agent, &out.repo, &out.branch, &out.model, &out.provider,
          &out.billing_mode, &out.service_tier, &out.usage_source, &out.price_rule,
          &out.cost_basis, &out.bucket}) {
        *text = row.text(column++);
    }
    for (std::int64_t* number : {&out.rate_pico, &out.multiplier_ppm, &out.calls, &out.quantity,
                                 &out.cost_nano, &out.contracted_cost_nano,
                                 &out.billed_cost_nano}) {
        *number = row.integer(column++);
    }
    if (!out.developer.empty()) out.developer = scope.shown(out.developer);
    return out;
}

Result<std::vector<ComponentRow>> rows_of_day(Session& session, const FocusRequest& request,
                                              const std::vector<MonthAsOf>& months,
                                              const std::string& day) {
    SpendQuery query;
    query.from = query.to = request.month;
    query.group_by = row_dimensions();
    query.filters = {{Dimension::Day, {day}, false}};
    SpendSelect select;
    select.table = "rollup_components";
    select.query = &query;
    select.scope = &request.scope;
    select.months = months;
    select.more_keys = {"service_tier", "usage_source", "price_rule",    "cost_basis",
                        "bucket",       "rate_pico",    "multiplier_ppm"};
    for (const char* name :
         {"calls", "quantity", "cost_nano", "contracted_cost_nano", "billed_cost_nano"}) {
        select.figures.push_back({name, std::string("r.") + name, ""});
    }
    const SqlText text = spend_sql(select);
    FAREBOX_TRY(answer, session.run(text.sql, text.parameters));
    std::vector<ComponentRow> rows;
    rows.reserve(answer.size());
    for (const Row& row : answer) rows.push_back(read_component(row, request.scope));
    std::ranges::sort(rows);
    return rows;
}

Result<std::vector<std::string>> days_of(Session& session, const FocusRequest& request) {
    const bool only_corrections = request.mode == FocusMode::Corrections;
    FAREBOX_TRY(rows, session.run(std::string("SELECT DISTINCT day FROM rollup_components "
                                              "WHERE posted_month = $1 ") +
                                      (only_corrections ? "AND day < posted_month " : "") +
                                      "ORDER BY day",
                                  {request.month}));
    std::vector<std::string> days;
    for (const Row& row : rows) days.push_back(row.text(0));
    return days;
}

Json chargeback_part(const Figures& total) {
    const auto cost = [&](const KnownSum& sum) { return or_null(sum.value_among(total.calls)); };
    return Json{{"calls", total.calls},
                {"unpriced_calls", total.unpriced_calls},
                {"partly_priced_calls", total.partly_priced_calls},
                {"estimated_calls", total.estimated_calls},
                {"unknown_usage_calls", total.unknown_usage_calls},
                {"list_cost_nano", cost(total.list_cost_nano)},
                {"vendor_stated_cost_nano", or_null(total.vendor_stated_cost_nano.value())},
                {"contracted_cost_nano", cost(total.contracted_cost_nano)},
                {"billed_cost_nano", cost(total.billed_cost_nano)}};
}

}  // namespace

std::string_view to_text(FocusMode mode) {
    return mode == FocusMode::Month ? "month" : "corrections";
}

std::optional<FocusMode> parse_focus_mode(std::string_view text) {
    if (text == to_text(FocusMode::Month)) return FocusMode::Month;
    if (text == to_text(FocusMode::Corrections)) return FocusMode::Corrections;
    return std::nullopt;
}

// The state between two pieces.
struct FocusFile::Writing {
    Writing(Session& from, FocusRequest what, Transaction one_moment)
        : session(from), request(std::move(what)), transaction(std::move(one_moment)) {}

    void add(const ComponentRow& row) {
        const std::string day = row.is_correction() ? row.day : "";
        rounding[{row.provider, row.cost_centre, row.business_unit, day}] += rounding_of(row);
        const auto line = usage_line(row, request.account);
        if (!line) return;
        ++summary.usage_rows;
        if (row.is_correction()) ++summary.correction_rows;
        summary.sums += stated_amounts(row);
        piece += *line;
    }

    Result<void> read_day() {
        FAREBOX_TRY(read, rows_of_day(session, request, months, days[next_day]));
        rows = std::move(read);
        next_row = 0;
        ++next_day;
        return {};
    }

    Result<void> finish() {
        for (const auto& [key, amounts] : rounding) {
            if (amounts.is_zero()) continue;
            ++summary.rounding_rows;
            if (!key.day.empty()) ++summary.correction_rows;
            summary.sums += amounts;
            piece += rounding_line(key, request.month, amounts, request.account);
        }
        summary.rows = summary.usage_rows + summary.rounding_rows;
        is_over = true;
        return transaction.commit();
    }

    std::string take_piece() {
        summary.bytes += static_cast<std::int64_t>(piece.size());
        sha256.add(piece);
        if (is_over) summary.sha256 = sha256.take_hex();
        return std::exchange(piece, {});
    }

    Session& session;
    const FocusRequest request;
    Transaction transaction;
    std::vector<MonthAsOf> months;
    std::vector<std::string> days;
    std::size_t next_day = 0;
    std::vector<ComponentRow> rows;  // of the day
    std::size_t next_row = 0;
    std::map<RoundingKey, FocusAmounts> rounding;
    std::string piece;
    bool is_over = false;
    net::Sha256 sha256;
    FocusSummary summary;
};

FocusFile::FocusFile(std::unique_ptr<Writing> writing) : writing_(std::move(writing)) {}
FocusFile::~FocusFile() = default;

Result<std::unique_ptr<FocusFile>> FocusFile::begin(Session& session, FocusRequest request) {
    if (!is_month(request.month)) return invalid(format("month={}: give one like 2026-04", request.month));
    if (request.scope.reach != Scope::Reach::All || !request.scope.amounts) {
        return make_error(ErrorCode::Denied, "an export is of the whole company: it needs the role "
                                             "finance or auditor");
    }
    FAREBOX_TRY(transaction, Transaction::begin(session, Purpose::Reading));
    auto writing = std::make_unique<Writing>(session, std::move(request), std::move(transaction));
    SpendQuery whole;
    whole.from = whole.to = writing->request.month;
    FAREBOX_TRY(months, months_of(session, whole));
    writing->months = std::move(months.as_of);
    writing->summary.state = months.state;
    FAREBOX_TRY(days, days_of(session, writing->request));
    writing->days = std::move(days);
    writing->piece = focus_header();
    return std::unique_ptr<FocusFile>(new FocusFile(std::move(writing)));
}

Result<std::string> FocusFile::next() {
    Writing& at = *writing_;
    if (at.is_over) return std::string();
    while (at.piece.size() < PieceBytes) {
        if (at.next_row < at.rows.size()) {
            at.add(at.rows[at.next_row++]);
        } else if (at.next_day < at.days.size()) {
            FAREBOX_TRY_VOID(at.read_day());
        } else {
            FAREBOX_TRY_VOID(at.finish());
            break;
        }
    }
    return at.take_piece();
}

const FocusSummary& FocusFile::summary() const { return writing_->summary; }

Result<FocusSummary> write_focus(Session& session, const FocusRequest& request,
                                 const std::function<void(std::string_view)>& write) {
    FAREBOX_TRY(file, FocusFile::begin(session, request));
    for (;;) {
        FAREBOX_TRY(piece, file->next());
        if (piece.empty()) return file->summary();
        write(piece);
    }
}

Result<Json> focus_manifest(Session& session, const FocusRequest& request,
                            const FocusSummary& summary) {
    SpendQuery query;
    query.from = query.to = request.month;
    FAREBOX_TRY(table, spend(session, query, request.scope));
    FAREBOX_TRY(closed, session.run("SELECT closed_at, closed_by FROM periods WHERE month = $1",
                                    {request.month}));
    const bool is_closed = !closed.empty() && !closed[0].is_null(0);
    const auto dollars = [](Int128 atto) { return format_exact(atto, 18); };
    return Json{
        {"file", format("focus-{}-{}.csv", request.month, to_text(request.mode))},
        {"focus_version", FocusVersion},
        {"mapping_version", MappingVersion},
        {"farebox_version", std::string(Version)},
        {"month", request.month},
        {"mode", to_text(request.mode)},
        {"delivery", request.mode == FocusMode::Month ? "replace" : "append"},
        {"period_status", summary.state},
        {"closed_at", is_closed ? Json(format_utc(closed[0].integer(0))) : Json()},
        {"closed_by", is_closed ? Json(closed[0].text(1)) : Json()},
        {"rows", summary.rows},
        {"usage_rows", summary.usage_rows},
        {"rounding_rows", summary.rounding_rows},
        {"correction_rows", summary.correction_rows},
        {"sums", Json{{"ListCost", dollars(summary.sums.list)},
                      {"ContractedCost", dollars(summary.sums.contracted)},
                      {"BilledCost", dollars(summary.sums.billed)},
                      {"EffectiveCost", dollars(summary.sums.billed)}}},
        {"chargeback", chargeback_part(table.total)},
        {"bytes", summary.bytes},
        {"sha256", summary.sha256},
        {"columns", FocusColumns}};
}

}  // namespace farebox::collector
