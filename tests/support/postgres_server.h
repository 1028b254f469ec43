#pragma once
// A PostgreSQL server of the test's own: made in a temporary folder, reached by a Unix socket in it,
// gone at the end. Nothing of an installed cluster is touched. Linux with Debian's postgresql-15.

#include <memory>
#include <string>
#include <vector>

namespace farebox::tests {

class PostgresServer {
public:
    struct Options {
        bool fsync = false;  ///< benchmarks want what a commit costs
        std::vector<std::string> settings;  ///< "shared_buffers=256MB"
    };

    /// Why none can be started here, for QSKIP; "" when it can.
    static std::string why_not();
    /// nullptr when it did not come up; the reason is on standard error.
    static std::unique_ptr<PostgresServer> start(const Options& options);
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// Runs SQL as its superuser in `database`; false on an error, which is on standard error.
    bool run(const std::string& sql, const std::string& database = "postgres") const;
    /// Runs one of its tools, such as pg_dump; false when that fails, its words are on standard error.
    bool run_tool(const std::string& name, std::vector<std::string> arguments) const;
    /// A new empty database: its URL.
    std::string make_database();
    std::string url(const std::string& database) const;

    /// Ends every connection as a crash of the server does, and starts it again.
    bool crash_and_restart();
    int pid() const { return pid_; }
    const std::string& folder() const { return folder_; }

private:
    explicit PostgresServer(std::string folder) : folder_(std::move(folder)) {}
    bool launch();
    bool is_ready() const;
    void stop(int signal);

    const std::string folder_;
    Options options_;
    int pid_ = -1;
    int databases_ = 0;
};

}  // namespace farebox::tests
