// The completion scripts in the shells they are written for, as a person uses them: Tab in an
// interactive shell. A shell that is not installed is skipped.

#include "tests/e2e/support/rig.h"
#include "tests/e2e/support/terminal.h"

#include <QStandardPaths>

#include <filesystem>

using namespace farebox;
using namespace farebox::e2e;

class DaemonCompletionTest : public QObject {
    Q_OBJECT
private slots:
    void tab_completes_data();
    void tab_completes();
};

void DaemonCompletionTest::tab_completes_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("completed");
    const std::pair<const char*, const char*> cases[] = {
        {"farebox sta", "farebox status"},
        {"farebox calls --fol", "farebox calls --follow"},
        {"farebox spend --since this-m", "farebox spend --since this-month"},
        {"farebox completion zs", "farebox completion zsh"},
        // A word after `run --` is a command of the shell.
        {"farebox run -- mkfif", "farebox run -- mkfifo"},
    };
    for (const char* shell : {"bash", "zsh", "fish"})
        for (const auto& [typed, completed] : cases)
            QTest::addRow("%s: %s", shell, typed) << typed << completed;
}

void DaemonCompletionTest::tab_completes() {
    const QString shell = QString(QTest::currentDataTag()).section(':', 0, 0);
    const std::string program = QStandardPaths::findExecutable(shell).toStdString();
    if (program.empty()) QSKIP("this shell is not installed");
    QFETCH(QString, typed);
    QFETCH(QString, completed);

    const tests::TempDir home;
    Environment environment = clean_environment(home.path());
    environment["PATH"] = std::string(FAREBOX_BINARY_DIR) + "/bin:" + environment["PATH"];
    environment["SHELL"] = program;
    Argv argv{program, "--norc", "--noprofile", "-i"};
    std::string load = "source <(farebox completion bash)";
    if (shell == "zsh") {
        argv = {program, "-f", "-i"};
        load = "autoload -U compinit; compinit -u; source <(farebox completion zsh)";
    } else if (shell == "fish") {
        argv = {program, "--no-config", "-i"};
        load = "farebox completion fish | source";
    }
    Terminal terminal(argv, environment, home.path());
    // The words of a command as typed are not its output: the marks are made of two parts.
    terminal.say(load + "; printf '%s%s\\n' loa ded-mark");
    QVERIFY2(terminal.wait_for("loaded-mark"), terminal.drawn().c_str());
    // Home, then a command before the completed words, shows what the shell made of them.
    terminal.press(typed.toStdString() + "\t");
    pause(std::chrono::milliseconds(700));
    terminal.press("\x01printf '[%s]' \r");
    std::string shown;
    for (const QString& word : completed.split(' ')) shown += "[" + word.toStdString() + "]";
    QVERIFY2(terminal.wait_for(shown, std::chrono::seconds(10)), terminal.drawn().c_str());
}

FAREBOX_TEST_CLASS(DaemonCompletionTest)
#include "daemon_completion_test.moc"
