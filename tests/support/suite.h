#pragma once
// Glue between Qt Test and one executable per folder.
//
// Each test file ends with
//     FAREBOX_TEST_CLASS(GateTest)
//     #include "gate_test.moc"
// and needs no main(): tests/support/main.cpp runs every registered class in turn, forwards the
// command line to each, and fails when any of them fails. `--class GateTest` runs one.

#include <QtTest/QtTest>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace farebox::tests {

struct Suite {
    std::string name;
    std::function<std::unique_ptr<QObject>()> make;
};

/// The classes of this executable, in link order.
std::vector<Suite>& suites();

struct Registration {
    Registration(std::string name, std::function<std::unique_ptr<QObject>()> make);
};

/// Folder of fixtures: <source>/tests/data.
std::string data_dir();

/// A fresh directory below the system's temporary folder, removed at the end of its life.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    const std::string& path() const { return path_; }
    std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};

}  // namespace farebox::tests

#define FAREBOX_TEST_CLASS(Class)                                  \
    static const farebox::tests::Registration register_##Class{    \
        #Class, [] { return std::unique_ptr<QObject>(new Class); }};

// QCOMPARE prints values, not only expressions, for the types our code returns.
namespace QTest {
template <>
inline char* toString(const std::string& text) {
    return qstrdup(("\"" + text + "\"").c_str());
}
template <>
inline char* toString(const std::string_view& text) {
    return qstrdup(("\"" + std::string(text) + "\"").c_str());
}
template <>
inline char* toString(const std::optional<std::int64_t>& number) {
    return qstrdup(number ? std::to_string(*number).c_str() : "absent");
}
template <>
inline char* toString(const std::optional<std::string>& text) {
    return qstrdup(text ? ("\"" + *text + "\"").c_str() : "absent");
}
}  // namespace QTest
