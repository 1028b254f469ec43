#include "ui/tray/live_model.h"

#include <utility>

namespace farebox::ui {
namespace {

// A burst of calls makes one fetch: nobody reads a closed popover's figures faster than this.
constexpr int ClosedGapMs = 5'000;
constexpr int OpenGapMs = 500;
// Ages are in minutes.
constexpr int TickMs = 30'000;

}  // namespace

LiveModel::LiveModel(DaemonLink& link, std::function<UtcNs()> now, QObject* parent)
    : QObject(parent), link_(link), now_(std::move(now)) {
    later_.setSingleShot(true);
    tick_.setInterval(TickMs);
    connect(&later_, &QTimer::timeout, this, &LiveModel::refresh);
    connect(&tick_, &QTimer::timeout, this, &LiveModel::refresh);
    connect(&link_, &DaemonLink::stateChanged, this, &LiveModel::linkChanged);
    connect(&link_, &DaemonLink::eventArrived, this, &LiveModel::eventArrived);
    source_.isDown = link_.state() == LinkState::Down;
}

Source LiveModel::source() const {
    Source source = source_;
    source.now = now_();
    return source;
}

void LiveModel::setWatched(bool isWatched) {
    isWatched_ = isWatched;
    if (!isWatched) return tick_.stop();
    tick_.start();
    refresh();
}

void LiveModel::linkChanged(LinkState state) {
    source_.isDown = state == LinkState::Down;
    if (!source_.isDown) return refresh();
    // What it said before it went may still arrive.
    isOutdated_ = isFetching_;
    later_.stop();
    Q_EMIT changed();
}

void LiveModel::eventArrived(const api::Event& event) {
    if (event.name == "summary_changed" || event.name == "alert") fetchSoon();
}

void LiveModel::fetchSoon() {
    if (later_.isActive()) return;
    const int gap = isWatched_ ? OpenGapMs : ClosedGapMs;
    const qint64 passed = sinceFetch_.isValid() ? sinceFetch_.elapsed() : gap;
    if (passed >= gap) return refresh();
    later_.start(gap - static_cast<int>(passed));
}

void LiveModel::refresh() {
    later_.stop();
    if (isFetching_) {
        isDirty_ = true;
        return;
    }
    isFetching_ = true;
    isDirty_ = false;
    sinceFetch_.start();
    link_.get(QStringLiteral("summary"), this, [this](const Reply& reply) { take(reply); });
}

void LiveModel::take(const Reply& reply) {
    isFetching_ = false;
    if (std::exchange(isOutdated_, false)) {
        if (!source_.isDown) refresh();
        return;
    }
    auto summary = reply.isOk() ? api::parse_summary(reply.body) : Result<api::Summary>(Error{});
    source_.isStale = !summary.has_value();
    // Who answers is there, also where events are not to be had.
    source_.isDown = reply.isUnreachable() && link_.state() != LinkState::Live;
    if (summary) source_.summary = std::move(summary).value();
    Q_EMIT changed();
    if (isDirty_) fetchSoon();
}

}  // namespace farebox::ui
