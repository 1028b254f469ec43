// QProcess with a fixed environment and a group per child; see child.h.

#include "tests/e2e/support/child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

#include <filesystem>

namespace farebox::e2e {
namespace {

std::string folder_of_node() {
    const QString node = QStandardPaths::findExecutable("node");
    return std::filesystem::path(node.toStdString()).parent_path().string();
}

QProcessEnvironment to_qt(const Environment& environment) {
    QProcessEnvironment result;
    for (const auto& [name, value] : environment)
        result.insert(QString::fromStdString(name), QString::fromStdString(value));
    return result;
}

}  // namespace

Environment clean_environment(const std::string& home) {
    const std::string node = folder_of_node();
    // Port 9 (discard) is closed on every ordinary machine; a call to a vendor fails at once.
    const std::string nowhere = "http://127.0.0.1:9";
    return {{"HOME", home},
            {"PATH", (node.empty() ? "" : node + ":") + "/usr/local/bin:/usr/bin:/bin"},
            {"TERM", "xterm-256color"},
            {"LANG", "C.UTF-8"},
            {"SHELL", "/bin/bash"},
            {"HTTPS_PROXY", nowhere},
            {"NO_PROXY", "127.0.0.1,localhost,::1"}};
}

std::string Finished::report() const {
    return std::string(in_time ? "" : "(out of time) ") + "exit code " +
           std::to_string(exit_code) + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
}

Child::Child(const Argv& argv, const Environment& environment, const std::string& folder,
             std::function<void()> before_exec)
    : process_(std::make_unique<QProcess>()) {
    QStringList arguments;
    for (std::size_t i = 1; i < argv.size(); ++i)
        arguments << QString::fromStdString(argv[i]);
    process_->setProcessEnvironment(to_qt(environment));
    process_->setWorkingDirectory(QString::fromStdString(folder));
    process_->setStandardInputFile(QProcess::nullDevice());
    process_->setChildProcessModifier([before = std::move(before_exec)] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is killed leaves nothing behind
        if (before) before();
    });
    process_->start(QString::fromStdString(argv.front()), arguments);
    process_->waitForStarted();
}

Child::~Child() {
    if (is_running()) {
        ::kill(static_cast<pid_t>(-process_->processId()), SIGTERM);
        process_->waitForFinished(5000);
    }
    kill_now();
}

Finished Child::wait(std::chrono::seconds limit) {
    Finished result;
    result.in_time = process_->state() == QProcess::NotRunning ||
                     process_->waitForFinished(static_cast<int>(limit.count() * 1000));
    if (!result.in_time) kill_now();
    // A read that waited in vain leaves an error, too, and the process has its code all the same.
    if (process_->exitStatus() == QProcess::NormalExit && result.in_time &&
        process_->error() != QProcess::FailedToStart)
        result.exit_code = process_->exitCode();
    // Qt gives the number of the signal as the exit code of a crash.
    if (process_->exitStatus() == QProcess::CrashExit) result.signal = process_->exitCode();
    result.out = process_->readAllStandardOutput().toStdString();
    result.err = process_->readAllStandardError().toStdString();
    return result;
}

void Child::kill_now() {
    if (!is_running()) return;
    ::kill(static_cast<pid_t>(-process_->processId()), SIGKILL);
    process_->waitForFinished(5000);
}

void Child::interrupt() {
    if (is_running()) ::kill(static_cast<pid_t>(process_->processId()), SIGINT);
}

void Child::ask_to_end() {
    if (is_running()) ::kill(static_cast<pid_t>(process_->processId()), SIGTERM);
}

std::string Child::read_out() {
    process_->waitForReadyRead(1);
    return process_->readAllStandardOutput().toStdString();
}

bool Child::is_running() const { return process_->state() != QProcess::NotRunning; }

std::int64_t Child::pid() const { return process_->processId(); }

Finished run(const Argv& argv, const Environment& environment, const std::string& folder,
             std::chrono::seconds limit) {
    return Child(argv, environment, folder).wait(limit);
}

void end_processes_below(const std::string& folder) {
    for (const int signal : {SIGTERM, SIGKILL}) {
        bool found = false;
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            const std::string name = entry.path().filename().string();
            if (name.find_first_not_of("0123456789") != std::string::npos) continue;
            std::error_code failed;
            const auto executable = std::filesystem::read_symlink(entry.path() / "exe", failed);
            if (failed || executable.string().rfind(folder + "/", 0) != 0) continue;
            ::kill(static_cast<pid_t>(std::stol(name)), signal);
            found = true;
        }
        if (!found) return;
        QThread::msleep(300);
    }
}

void pause(std::chrono::milliseconds time) {
    QCoreApplication::processEvents();
    QThread::msleep(static_cast<unsigned long>(time.count()));
}

}  // namespace farebox::e2e
