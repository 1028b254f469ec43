#pragma once
// One batch inside one transaction. Private to core/collector/store.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/collector/store/call_store.h"
#include "core/collector/store/components.h"
#include "core/collector/store/rollup.h"

namespace farebox::collector {

/// Months that are closed, and from which on raw calls are kept.
struct PostingRules {
    std::set<std::string> closed;
    std::string raw_from;  ///< "" while nothing was dropped

    /// The accounting month of a day: its own, or the first after it that is not closed.
    std::string month_for(std::string_view day) const;
    bool is_archived(const StoredCall& stored) const;
};

/// Lives as long as the transaction.
class Appending {
public:
    /// Assume that no call of the batch is stored yet: most are new, and asking costs as much as
    /// storing. When that is wrong, insert_many says Conflict and the batch is done again with Look.
    enum class Before { AssumeNone, Look };

    Appending(Session& session, const DeviceBatch& batch) : session_(session), batch_(batch) {}
    Result<Appended> run(Before before);

private:
    using Known = std::map<std::string, StoredCall>;  // by call_id

    Result<void> load_device();
    Result<void> load_rules();
    void sort_out();
    Result<bool> was_seen_before();
    enum class Columns { All, IdOnly };
    Result<Known> look_up(const std::vector<const StoredCall*>& wanted, Columns columns);
    Result<void> store(Before before);
    Result<void> keep_for_closed_month(const StoredCall& old, const std::string& replaced_in);
    Result<void> write_calls(const std::vector<StoredCall>& fresh,
                             const std::vector<const StoredCall*>& replaced);
    Result<void> save_rejections();
    Result<void> save_device(const ReceivedSeqs& before);

    Session& session_;
    const DeviceBatch& batch_;
    Appended result_;
    PostingRules rules_;
    ReceivedSeqs received_;
    std::vector<const StoredCall*> fresh_;     // the newest revision of each call, number not held
    std::vector<const StoredCall*> repeated_;  // number held already
};

}  // namespace farebox::collector
