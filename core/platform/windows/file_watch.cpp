#include "core/platform/file_watch.h"

namespace farebox::platform {

class FileWatch::State {};

FileWatch::FileWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileWatch::~FileWatch() = default;

Result<std::unique_ptr<FileWatch>> FileWatch::start(std::vector<std::string>,
                                                    std::function<void()>) {
    return Error{ErrorCode::Unsupported,
                 "watching the configuration for changes is not supported on this system; they are "
                 "seen at the next start"};
}

}  // namespace farebox::platform
