#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

// The end of a UUIDv7 is its random part; the beginning is the time and nearly the same for
// calls of one minute.
std::string short_id(const Json& call) {
    const std::string id = text_member(call, "call_id");
    return id.size() > 12 ? id.substr(id.size() - 12) : id;
}

std::string work_cell(const Json& call) {
    const std::string repo = text_member(call, "repo");
    const std::string branch = text_member(call, "branch");
    if (repo.empty()) return "(unattributed)";
    // The host says little in a list; `farebox call` shows it.
    const auto host_end = repo.find('/');
    const std::string name = host_end == std::string::npos ? repo : repo.substr(host_end + 1);
    return branch.empty() ? name : name + " @ " + branch;
}

std::string model_cell(const Json& call) {
    const std::string served = text_member(call, "model_served");
    const std::string name = served.empty() ? text_member(call, "model_requested") : served;
    return name.empty() ? Unknown : name;
}

std::string outcome_cell(const Json& call) {
    const std::string outcome = text_member(call, "outcome");
    if (outcome == "ok") return "";
    const auto status = find_int(call, "http_status");
    return outcome == "vendor_error" && status ? format("error {}", *status) : outcome;
}

// "git remote … of the directory from body environment block" -> "body": the kind of evidence that
// led to the value. The whole sentence is what `farebox call` is for.
std::string kind_of(std::string source) {
    constexpr std::string_view Through = " of the directory from ";
    if (const auto at = source.rfind(Through); at != std::string::npos) {
        source.erase(0, at + Through.size());
    }
    for (const char* kind : {"agent process", "process", "header", "body", "git"}) {
        if (source.starts_with(kind)) return kind;
    }
    return source;
}

// Kind and confidence of the clue that was used for `dimension`; empty when there is none.
struct Clue {
    std::string kind;
    std::string confidence;
    std::string text() const { return format("{} ({})", kind, confidence); }
};

Clue used_clue(const Json& call, std::string_view dimension) {
    const Json* all = find_member(call, "evidence");
    if (all == nullptr || !all->is_array()) return {};
    for (const auto& clue : *all) {
        if (text_member(clue, "dimension") != dimension) continue;
        if (!find_bool(clue, "chosen").value_or(false)) continue;
        return {kind_of(text_member(clue, "source")), text_member(clue, "confidence")};
    }
    return {};
}

std::string evidence_cell(const Json& call) {
    const Clue repo = used_clue(call, "repo");
    const Clue branch = used_clue(call, "branch");
    if (repo.kind.empty()) return Unknown;
    // A branch read from git lies in the directory that led to the repository.
    const bool is_same = branch.kind == "git" || branch.kind == repo.kind;
    if (branch.kind.empty() || (is_same && branch.confidence == repo.confidence)) return repo.text();
    return format("{}, branch {}", repo.text(), branch.text());
}

std::optional<std::int64_t> cost_of(const Json& call) {
    const auto list = find_int(call, "list_cost_nano");
    return list ? list : find_int(call, "vendor_cost_nano");
}

}  // namespace

std::string local_time(UtcNs time, std::int64_t offset_min) {
    std::string text = format_utc(time + offset_min * 60 * NsPerSecond).substr(0, 19);
    text[10] = ' ';
    return text;
}

std::string show_calls(const Json& calls, const TextStyle& style, Titles titles,
                       EvidenceColumn evidence) {
    const bool explains = evidence == EvidenceColumn::Yes;
    // Fixed least widths keep the parts of a followed list under each other.
    std::vector<Column> columns({{"time               ", Align::Left, Shrink::No},
                 {"id          ", Align::Left, Shrink::No},
                 {"agent      ", Align::Left, Shrink::Yes},
                 {"work                          ", Align::Left, Shrink::Yes},
                 {"model            ", Align::Left, Shrink::Yes},
                 {"   prompt", Align::Right, Shrink::No},
                 {"  output", Align::Right, Shrink::No},
                 {"     cost", Align::Right, Shrink::No},
                 {"", Align::Left, Shrink::No}});
    if (explains) columns.insert(columns.end() - 1, {"evidence", Align::Left, Shrink::Yes});
    Table table(std::move(columns));
    for (const auto& call : calls) {
        const auto prompt = sum_members(
            call, {"input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                   "cache_write_1h_tokens", "cache_write_other_tokens"});
        std::vector<std::string> cells = {
            local_time(find_int(call, "started_at").value_or(0),
                       find_int(call, "utc_offset_min").value_or(0)),
            short_id(call), text_member(call, "agent"), work_cell(call), model_cell(call),
            count_cell(prompt), count_cell(find_int(call, "output_tokens")),
            money_cell(cost_of(call)), outcome_cell(call)};
        if (explains) cells.insert(cells.end() - 1, evidence_cell(call));
        table.add(std::move(cells));
    }
    const std::string text = table.render(style);
    return titles == Titles::Yes ? text : text.substr(text.find('\n') + 1);
}

}  // namespace farebox::control
