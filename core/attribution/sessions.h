#pragma once
// What a session said about itself earlier. Some calls name no directory (Claude Code's title
// call, Codex's follow-ups on a WebSocket) but carry the session id of calls that did.

#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/clue.h"

namespace farebox::attribution {

/// One thread. Bounded; the session unused longest is forgotten.
class Sessions {
public:
    explicit Sessions(std::size_t limit = 1024) : limit_(limit) {}

    /// Keeps the statements about the place of work (directory, root, remote, branch). A commit is
    /// not kept: it is old by the next call.
    void remember(const std::string& session_id, const std::vector<Clue>& clues);

    /// The same statements, as likely at best.
    std::vector<Clue> find(const std::string& session_id);

private:
    struct Session {
        std::string id;
        std::vector<Clue> clues;
    };
    const std::size_t limit_;
    std::list<Session> sessions_;  ///< used last = first
    std::unordered_map<std::string, std::list<Session>::iterator> by_id_;
};

}  // namespace farebox::attribution
