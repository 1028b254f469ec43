// What attribution costs, in microseconds: the user of a socket, its process (new and remembered,
// among 1 and among 300 further processes with 30 open files each), the process tree, the
// checkout (proven by stat), and the whole weighing. Runs beside calls, never in them; the numbers
// matter for processor time and for budgets that wait for the answer.
//
//     attribution-bench [repository]      (default: the current directory)

#include "core/attribution/attribute.h"
#include "core/attribution/processes.h"
#include "core/platform/paths.h"
#include "core/platform/socket_owner.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace farebox;

namespace {

/// Times `work`; `prepare` runs before each round and is not counted.
template <class Prepare, class Work>
void measure(const char* name, int rounds, Prepare prepare, Work work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        prepare();
        const auto begin = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - begin;
        times.push_back(took.count());
    }
    std::ranges::sort(times);
    std::printf("%-52s p50 %9.1f us   p99 %9.1f us\n", name, times[times.size() / 2],
                times[times.size() * 99 / 100]);
}

template <class Work>
void measure(const char* name, int rounds, Work work) {
    measure(name, rounds, [] {}, work);
}

class Children {
public:
    ~Children() {
        for (const pid_t pid : pids_) kill(pid, SIGKILL);
        for (const pid_t pid : pids_) waitpid(pid, nullptr, 0);
    }
    template <class Work>
    pid_t start(Work work) {
        const pid_t pid = fork();
        if (pid == 0) {
            work();
            while (true) pause();
        }
        pids_.push_back(pid);
        return pid;
    }

private:
    std::vector<pid_t> pids_;
};

class Listener {
public:
    Listener() : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address_;
        const bool listens = bind(fd_, as_any(), size) == 0 && listen(fd_, 64) == 0 &&
                             getsockname(fd_, as_any(), &size) == 0;
        if (!listens) std::perror("listen");
    }
    void connect_from_here() {
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fd, as_any(), sizeof address_) != 0) _exit(1);
    }
    platform::SocketPair take() const {
        return platform::read_client_pair(accept(fd_, nullptr, nullptr)).value_or({});
    }

private:
    sockaddr* as_any() { return reinterpret_cast<sockaddr*>(&address_); }
    sockaddr_in address_{};
    int fd_;
};

void open_files(int count) {
    for (int i = 0; i < count; ++i) (void)!open("/dev/null", O_RDONLY);
}

void measure_sockets(int others) {
    Children children;
    Listener listener;
    children.start([&] { listener.connect_from_here(); });
    const auto old_pair = listener.take();
    for (int i = 0; i < others; ++i) children.start([] { open_files(30); });
    usleep(300'000);
    std::printf("-- %d further processes\n", others);

    platform::SocketUsers users;
    measure("user of a socket", 1000, [&] { (void)users.find(old_pair); });
    measure("process of a socket, first look, owner is the oldest", 10, [&] {
        platform::SocketOwners owners;
        (void)owners.find({&old_pair, 1});
    });
    platform::SocketOwners owners;
    (void)owners.find({&old_pair, 1});
    measure("process of a socket, remembered process", 200,
            [&] { (void)owners.find({&old_pair, 1}); });
    platform::SocketPair new_pair;
    const auto start_client = [&] {
        children.start([&] { listener.connect_from_here(); });
        new_pair = listener.take();
        usleep(20'000);
    };
    measure("process of a socket, owner just started", 20, start_client,
            [&] { (void)owners.find({&new_pair, 1}); });
    auto gone = old_pair;
    gone.local_port = 1;
    measure("no such connection", 200, [&] { (void)owners.find({&gone, 1}); });
}

void measure_workspace(const std::string& folder, const platform::Paths& paths) {
    auto options = attribution::make_workspace_options(paths.home, std::nullopt, std::nullopt);
    attribution::WorkspaceFinder finder(options);
    std::printf("-- checkout %s\n", folder.c_str());
    measure("checkout, first look", 1, [&] { (void)finder.find(folder); });
    measure("checkout, proven by stat", 5000, [&] { (void)finder.find(folder); });

    const auto self = platform::current_process();
    measure("process tree, first look", 100, [&] {
        attribution::Processes processes;
        (void)processes.ancestry(self);
    });
    attribution::Processes processes;
    measure("process tree, remembered", 1000, [&] { (void)processes.ancestry(self); });

    attribution::Attributor attributor(options, "dev");
    attribution::Question question;
    question.ancestry = processes.ancestry(self);
    question.clues = {{"cwd", folder, "body", Confidence::Certain, ""},
                      {"branch", "main", "body", Confidence::Likely, ""}};
    question.session_id = "session";
    measure("the whole weighing", 5000, [&] { (void)attributor.attribute(question); });
}

}  // namespace

int main(int argc, char** argv) {
    const auto paths = platform::find_paths();
    if (!paths) {
        std::fprintf(stderr, "%s\n", paths.error().message.c_str());
        return 1;
    }
    const std::string folder = argc > 1 ? argv[1] : std::filesystem::current_path().string();
    measure_sockets(1);
    measure_sockets(300);
    measure_workspace(folder, *paths);
    return 0;
}
