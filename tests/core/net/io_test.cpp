#include "core/net/io.h"

#include "tests/support/suite.h"

#include <stdexcept>

using namespace farebox::net;

namespace {

Task<void> note(bool& done) {
    done = true;
    co_return;
}

Task<void> fail() {
    throw std::runtime_error("a defect");
    co_return;
}

}  // namespace

class IoTest : public QObject {
    Q_OBJECT
private slots:
    void a_defect_ends_its_own_coroutine_alone() {
        IoContext io{1};
        bool done = false;
        start(io, fail(), "failing");
        start(io, note(done), "working");
        io.run();
        QVERIFY(done);
    }
};

FAREBOX_TEST_CLASS(IoTest)
#include "io_test.moc"
