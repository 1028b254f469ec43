// As tests/support/main.cpp, for stories that need the real agents: without them the executable
// says so and exits with 77, which ctest prints as skipped instead of passed.

#include "tests/e2e/support/agent.h"
#include "tests/support/suite.h"

#include <cstdio>

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (!farebox::e2e::agents_are_installed()) {
        std::printf("SKIP: the real agents are not installed in %s\n", FAREBOX_AGENTS_DIR);
        return 77;
    }
    int failed = 0;
    for (const auto& suite : farebox::tests::suites())
        failed += QTest::qExec(suite.make().get(), argc, argv);
    return failed == 0 ? 0 : 1;
}
