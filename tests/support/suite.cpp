#include "tests/support/suite.h"

#include <filesystem>

#include <stdlib.h>

namespace farebox::tests {

std::vector<Suite>& suites() {
    static std::vector<Suite> all;
    return all;
}

Registration::Registration(std::string name, std::function<std::unique_ptr<QObject>()> make) {
    suites().push_back({std::move(name), std::move(make)});
}

std::string data_dir() { return std::string(FAREBOX_SOURCE_DIR) + "/tests/data"; }

TempDir::TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "farebox-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) qFatal("cannot create a temporary directory");
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace farebox::tests
