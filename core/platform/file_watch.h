#pragma once
// Be told when one of a few files changes, without asking again and again.
//
// Linux: inotify on the folders that hold the files, because editors and our own save_file replace
// a file by renaming a new one over it. Folders that are not there yet are waited for in the
// nearest one that is. Links are followed: the folder of what a link points to is watched as well.
// macOS and Windows: Unsupported; changes are seen at the next start.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace farebox::platform {

class FileWatch {
public:
    /// `paths` are absolute; of a folder, what lies directly in it is watched. `changed` is called
    /// on the watch's own thread (docs/threads.md: "fb-watch"), once for a burst of changes, at
    /// most half a second after its first. It may be called when nothing was changed after all.
    static Result<std::unique_ptr<FileWatch>> start(std::vector<std::string> paths,
                                                    std::function<void()> changed);
    /// Waits for a running call of `changed`.
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

private:
    class State;
    explicit FileWatch(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace farebox::platform
