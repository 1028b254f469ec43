#include "core/collector/directory/known_repos.h"

#include "core/collector/directory/repo_rules.h"
#include "core/collector/directory/spans.h"

namespace farebox::collector {

Result<void> KnownRepos::note(std::span<const std::string> repos) {
    std::unordered_set<std::string> fresh;
    {
        const LockGuard lock(mutex_);
        for (const std::string& repo : repos) {
            if (!repo.empty() && !seen_.contains(repo)) fresh.insert(repo);
        }
    }
    if (fresh.empty()) return {};
    FAREBOX_TRY_VOID(add(fresh).with_context("noting new repositories"));
    const LockGuard lock(mutex_);
    seen_.insert(fresh.begin(), fresh.end());
    return {};
}

// Another collector on the same data may add the same ones: whoever inserts the row works out its
// cost centre. The stamp's lock keeps rules from changing in between.
Result<void> KnownRepos::add(const std::unordered_set<std::string>& fresh) {
    FAREBOX_TRY(session, database_.session());
    FAREBOX_TRY(transaction, Transaction::begin(*session));
    FAREBOX_TRY(stamp, directory_stamp(*session, clock_.now()));
    FAREBOX_TRY(rules, load_repo_rules(*session));
    std::vector<TimelineChange> changes;
    for (const std::string& repo : fresh) {
        FAREBOX_TRY(added, session->run("INSERT INTO repos (repo, first_seen_at) VALUES ($1, $2)"
                                        " ON CONFLICT (repo) DO NOTHING", {repo, stamp}));
        if (added.changed == 0) continue;
        Timeline timeline = repo_timeline(rules, repo);
        if (!timeline.empty()) changes.push_back({repo, {}, std::move(timeline)});
    }
    FAREBOX_TRY_VOID(save_timelines(*session, RepoCharge, changes, stamp));
    return transaction.commit();
}

}  // namespace farebox::collector
