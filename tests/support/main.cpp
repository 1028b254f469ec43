// Runs every test class of the executable and fails when one fails.
#include "tests/support/suite.h"

#include <cstdio>

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments();
    QString only;
    const auto at = arguments.indexOf("--class");
    if (at > 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1);
        arguments.remove(at, 2);
    }
    int failed = 0;
    int ran = 0;
    for (const auto& suite : farebox::tests::suites()) {
        if (!only.isEmpty() && only != QString::fromStdString(suite.name)) continue;
        failed += QTest::qExec(suite.make().get(), arguments);
        ++ran;
    }
    if (ran == 0) {
        std::fprintf(stderr, "no test class ran\n");
        return 1;
    }
    return failed == 0 ? 0 : 1;
}
