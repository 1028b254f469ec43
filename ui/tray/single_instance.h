#pragma once
// One tray per person. A second start asks the first to open its popover and ends, so that the
// program can also be bound to a key.

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace farebox::ui {

class SingleInstance : public QObject {
    Q_OBJECT
public:
    /// `folder` must exist and be the person's own.
    explicit SingleInstance(const QString& folder, QObject* parent = nullptr);
    /// False when another one runs; it was asked to open then, if `wantsOpen`.
    bool claim(bool wantsOpen);

Q_SIGNALS:
    void openAsked();

private:
    const QString socketPath_;
    QLockFile lock_;
    QLocalServer server_;
};

}  // namespace farebox::ui
