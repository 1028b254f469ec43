// forkpty, one reading thread, and the answers of an xterm; see terminal.h.

#include "tests/e2e/support/terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

namespace farebox::e2e {
namespace {

/// Printable text only: control sequences, operating-system commands and spaces removed.
std::string visible(std::string_view raw) {
    std::string text;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const auto byte = static_cast<unsigned char>(raw[i]);
        if (byte != 0x1b) {
            if (byte > 0x20) text += raw[i];
            continue;
        }
        if (++i >= raw.size()) break;
        if (raw[i] == '[') {
            while (++i < raw.size() && !(raw[i] >= 0x40 && raw[i] <= 0x7e)) {}
        } else if (raw[i] == ']' || raw[i] == 'P' || raw[i] == '_') {
            while (++i < raw.size() && raw[i] != 0x07 && raw[i] != 0x1b) {}
            if (i < raw.size() && raw[i] == 0x1b) ++i;
        }
    }
    return text;
}

[[noreturn]] void become(const Argv& argv, const Environment& environment,
                         const std::string& folder) {
    std::vector<std::string> settings;
    for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
    std::vector<char*> words, variables;
    for (const auto& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    for (const auto& setting : settings) variables.push_back(const_cast<char*>(setting.c_str()));
    words.push_back(nullptr);
    variables.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0) ::execve(words[0], words.data(), variables.data());
    ::_exit(127);
}

}  // namespace

Terminal::Terminal(const Argv& argv, const Environment& environment, const std::string& folder) {
    winsize size{};
    size.ws_row = 40;
    size.ws_col = 120;
    pid_ = ::forkpty(&master_, nullptr, nullptr, &size);
    if (pid_ == 0) become(argv, environment, folder);
    reader_ = std::thread([this] { read_until_closed(); });
}

Terminal::~Terminal() {
    ::kill(-pid_, SIGHUP);
    const bool ended = wait_until(
        [this] { return ::waitpid(pid_, nullptr, WNOHANG) != 0; }, std::chrono::seconds(5));
    if (!ended) {
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    closing_ = true;  // a daemon left behind may still hold the other end open
    reader_.join();
    ::close(master_);
}

bool Terminal::wait_for(std::string_view text, std::chrono::seconds limit) const {
    const std::string wanted = visible(text);
    return wait_until(
        [&] {
            const std::lock_guard lock(mutex_);
            return visible(std::string_view(raw_).substr(heard_from_)).find(wanted) !=
                   std::string::npos;
        },
        limit);
}

void Terminal::say(std::string_view line) {
    {
        const std::lock_guard lock(mutex_);
        heard_from_ = raw_.size();
    }
    press(line);
    // A TUI takes a burst that ends in Enter for pasted text; a person pauses.
    pause(std::chrono::milliseconds(400));
    press("\r");
}

void Terminal::press(std::string_view keys) {
    while (!keys.empty()) {
        const ssize_t written = ::write(master_, keys.data(), keys.size());
        if (written <= 0) return;
        keys.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string Terminal::drawn() const {
    const std::lock_guard lock(mutex_);
    return visible(raw_);
}

void Terminal::read_until_closed() {
    char buffer[16384];
    while (!closing_) {
        pollfd waiting{master_, POLLIN, 0};
        if (::poll(&waiting, 1, 100) == 0) continue;
        const ssize_t count = ::read(master_, buffer, sizeof buffer);
        if (count <= 0) return;
        const std::string_view bytes(buffer, static_cast<std::size_t>(count));
        answer(bytes);
        const std::lock_guard lock(mutex_);
        raw_.append(bytes);
    }
}

void Terminal::answer(std::string_view bytes) {
    static constexpr std::pair<std::string_view, std::string_view> Answers[] = {
        {"\x1b[6n", "\x1b[1;1R"},                                // where is the cursor?
        {"\x1b[?u", "\x1b[?0u"},                                 // kitty keyboard: none
        {"\x1b]10;?", "\x1b]10;rgb:ffff/ffff/ffff\x1b\\"},       // foreground
        {"\x1b]11;?", "\x1b]11;rgb:0000/0000/0000\x1b\\"},       // background
        {"\x1b[c", "\x1b[?62;22c"},                              // what are you?
        {"\x1b[0c", "\x1b[?62;22c"},
    };
    for (const auto& [question, reply] : Answers)
        if (bytes.find(question) != std::string_view::npos) press(reply);
}

}  // namespace farebox::e2e
