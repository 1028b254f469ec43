#pragma once
// The recorder's work on its own thread: who and where at the start of a call, how much at its end.

#include <unordered_map>
#include <vector>

#include "core/attribution/attribute.h"
#include "core/proxy/attempts.h"
#include "core/proxy/owners.h"
#include "core/proxy/recorder.h"
#include "core/proxy/row.h"

namespace farebox::proxy {

/// Recorder thread only.
class RecorderWorker {
public:
    RecorderWorker(RecorderOptions options, ledger::Ledger& ledger, budget::Gate& gate,
                   const pricing::PriceBook& book, const Clock& clock);

    /// Finds the owners of all connections in the batch by one scan.
    void look_up(const std::vector<RecorderJob>& batch);
    void run(const RecorderJob& job);
    /// Out of time: write rows with what is there.
    void set_hurry(bool hurry) { hurry_ = hurry; }

private:
    struct Draft {
        Conclusion concluded;
        attribution::Attribution attribution;
        Verdict verdict;
        std::string call_id;
    };

    Draft& draft_of(const Observation& seen);
    budget::Dimensions work_of(const Draft& draft) const;
    void tell_begun(const Observation& seen, Draft& draft);
    void ask(const Observation& seen, const WorkFound& answer);
    void begin(Observation& seen);
    void finish(const Observation& seen);
    void drop(const Observation& seen);

    RecorderOptions options_;
    ledger::Ledger& ledger_;
    budget::Gate& gate_;
    const pricing::PriceBook& book_;
    const Clock& clock_;
    agents::BodyReader bodies_;
    Owners owners_;
    attribution::Attributor attributor_;
    Attempts attempts_;
    std::unordered_map<const Observation*, Draft> drafts_;
    bool hurry_ = false;
};

}  // namespace farebox::proxy
