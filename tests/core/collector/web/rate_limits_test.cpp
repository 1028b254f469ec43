#include "core/collector/web/rate_limits.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

class TickClock final : public Clock {
public:
    UtcNs now() const override { return monotonic_; }
    MonotonicNs monotonic() const override { return monotonic_; }
    void advance_ms(std::int64_t ms) { monotonic_ += ms * NsPerMs; }

private:
    MonotonicNs monotonic_ = NsPerSecond;
};

}  // namespace

class RateLimitsTest : public QObject {
    Q_OBJECT

private slots:
    void lets_a_minutes_worth_through_at_once_and_then_evenly() {
        TickClock clock;
        RateLimits limits({.device = 60}, clock);
        for (int i = 0; i < 60; ++i) QVERIFY(!limits.take(RateKind::Device, "a"));
        QCOMPARE(limits.take(RateKind::Device, "a"), std::optional<std::int64_t>(1));
        clock.advance_ms(999);
        QVERIFY(limits.take(RateKind::Device, "a"));
        clock.advance_ms(1);
        QVERIFY(!limits.take(RateKind::Device, "a"));
        QVERIFY(limits.take(RateKind::Device, "a"));
    }

    void says_how_long_to_wait() {
        TickClock clock;
        RateLimits limits({.login = 2}, clock);
        QVERIFY(!limits.take(RateKind::Login, "10.0.0.1"));
        QVERIFY(!limits.take(RateKind::Login, "10.0.0.1"));
        QCOMPARE(limits.take(RateKind::Login, "10.0.0.1"), std::optional<std::int64_t>(30));
    }

    void keeps_askers_and_kinds_apart() {
        TickClock clock;
        RateLimits limits({.device = 1, .account = 1}, clock);
        QVERIFY(!limits.take(RateKind::Device, "a"));
        QVERIFY(!limits.take(RateKind::Device, "b"));
        QVERIFY(!limits.take(RateKind::Account, "a"));
        QVERIFY(limits.take(RateKind::Device, "a"));
    }

    void limits_nothing_at_zero() {
        TickClock clock;
        RateLimits limits({}, clock);
        for (int i = 0; i < 10'000; ++i) QVERIFY(!limits.take(RateKind::Address, "a"));
    }

    void stays_bounded_with_many_askers() {
        TickClock clock;
        RateLimits limits({.address = 2}, clock);
        for (int i = 0; i < 150'000; ++i) QVERIFY(!limits.take(RateKind::Address, std::to_string(i)));
        clock.advance_ms(60'000);
        QVERIFY(!limits.take(RateKind::Address, "0"));
    }
};

FAREBOX_TEST_CLASS(RateLimitsTest)
#include "rate_limits_test.moc"
