#include "tests/support/postgres_server.h"

#include <sys/wait.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace farebox::tests {
namespace {

namespace fs = std::filesystem;

// "" when there is none. Debian keeps the server's programs out of PATH.
std::string program_folder() {
    for (int version = 30; version >= 15; --version) {
        const std::string folder = "/usr/lib/postgresql/" + std::to_string(version) + "/bin";
        if (access((folder + "/initdb").c_str(), X_OK) == 0) return folder;
    }
    return {};
}

// PostgreSQL refuses to run as root.
std::string unprivileged_user() {
    for (const char* name : {"postgres", "nobody"}) {
        if (getpwnam(name) != nullptr) return name;
    }
    return {};
}

// Ends with the test, even when that is killed.
std::vector<std::string> as_other_user(std::vector<std::string> command) {
    std::vector<std::string> full = {"setpriv", "--pdeathsig", "INT"};
    if (geteuid() == 0) {
        const passwd* user = getpwnam(unprivileged_user().c_str());
        full.insert(full.end(), {"--reuid", std::to_string(user->pw_uid), "--regid",
                                 std::to_string(user->pw_gid), "--clear-groups"});
    }
    full.insert(full.end(), command.begin(), command.end());
    return full;
}

int spawn(const std::vector<std::string>& command, const std::string& log) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int pid = fork();
    if (pid != 0) return pid;
    if (std::freopen(log.c_str(), "a", stdout) == nullptr) _exit(126);
    dup2(STDOUT_FILENO, STDERR_FILENO);
    if (chdir("/") != 0) _exit(126);
    unsetenv("PGPASSWORD");
    execvp(arguments[0], arguments.data());
    _exit(127);
}

bool run_command(const std::vector<std::string>& command, const std::string& log) {
    int status = 0;
    return waitpid(spawn(command, log), &status, 0) > 0 && status == 0;
}

void show(const std::string& log) {
    std::ifstream file(log);
    for (std::string line; std::getline(file, line);) std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace

std::string PostgresServer::why_not() {
    if (program_folder().empty()) return "postgresql-15 is not installed (./dev setup installs it)";
    if (system("setpriv --version >/dev/null 2>&1") != 0) return "setpriv (util-linux) is missing";
    if (geteuid() == 0 && unprivileged_user().empty()) return "no user to run PostgreSQL as";
    return {};
}

std::unique_ptr<PostgresServer> PostgresServer::start(const Options& options) {
    std::string folder = (fs::temp_directory_path() / "farebox-pg-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return nullptr;
    std::unique_ptr<PostgresServer> server(new PostgresServer(folder));
    server->options_ = options;
    if (geteuid() == 0) {
        const passwd* user = getpwnam(unprivileged_user().c_str());
        if (chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) return nullptr;
    }
    // The locale of a server as installations have it; our columns ask for byte order themselves.
    const std::string log = folder + ".log";
    const bool is_made = run_command(
        as_other_user({program_folder() + "/initdb", "-D", folder + "/data", "-U", "farebox", "-A",
                       "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"}),
        log);
    if (is_made && server->launch()) return server;
    show(log);
    return nullptr;
}

bool PostgresServer::launch() {
    std::vector<std::string> command = {program_folder() + "/postgres",
                                        "-D",
                                        folder_ + "/data",
                                        "-k",
                                        folder_,
                                        "-c",
                                        "listen_addresses=",
                                        "-c",
                                        std::string("fsync=") + (options_.fsync ? "on" : "off")};
    for (const std::string& setting : options_.settings) {
        command.insert(command.end(), {"-c", setting});
    }
    pid_ = spawn(as_other_user(command), folder_ + ".log");
    for (int wait = 0; wait < 300; ++wait) {
        if (is_ready()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

bool PostgresServer::is_ready() const {
    return run_command({program_folder() + "/pg_isready", "-q", "-h", folder_, "-U", "farebox"},
                       "/dev/null");
}

void PostgresServer::stop(int signal) {
    if (pid_ <= 0) return;
    kill(pid_, signal);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

PostgresServer::~PostgresServer() {
    stop(SIGINT);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    fs::remove(folder_ + ".log", ignored);
}

bool PostgresServer::run(const std::string& sql, const std::string& database) const {
    return run_tool("psql", {"-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", url(database), "-c", sql});
}

bool PostgresServer::run_tool(const std::string& name, std::vector<std::string> arguments) const {
    const std::string log = folder_ + ".log";
    arguments.insert(arguments.begin(), program_folder() + "/" + name);
    if (run_command(arguments, log)) return true;
    show(log);
    return false;
}

std::string PostgresServer::make_database() {
    const std::string name = "test" + std::to_string(++databases_);
    return run("CREATE DATABASE " + name) ? url(name) : std::string();
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgresql:///" + database + "?host=" + folder_ + "&user=farebox";
}

bool PostgresServer::crash_and_restart() {
    stop(SIGQUIT);
    return launch();
}

}  // namespace farebox::tests
