#include "core/control/tcp_door.h"

#include <random>

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/platform/thread.h"

namespace farebox::control {
namespace {

constexpr std::size_t MaxQuestions = 64;

// "" when absent. Two of one name are as wrong as none.
std::string header_of(const TcpRequest& request, std::string_view name) {
    std::string found;
    int count = 0;
    for (const auto& [key, value] : request.headers) {
        if (!equals_ignore_case(key, name)) continue;
        found = std::string(trim(value));
        ++count;
    }
    return count == 1 ? found : "";
}

bool has_header(const TcpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (equals_ignore_case(key, name)) return true;
    }
    return false;
}

bool is_loopback_host(std::string_view host) {
    for (const std::string_view name : {"127.0.0.1", "localhost", "[::1]"}) {
        if (!equals_ignore_case(host.substr(0, name.size()), name)) continue;
        const std::string_view rest = host.substr(name.size());
        if (rest.empty() || (rest.starts_with(':') && parse_int(rest.substr(1)))) return true;
    }
    return false;
}

// Takes the same time wherever the first difference is.
bool is_equal(std::string_view given, std::string_view token) {
    unsigned difference = given.size() == token.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size() && i < token.size(); ++i) {
        difference |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(token[i]);
    }
    return difference == 0 && !token.empty();
}

Answer refuse(int status, const char* message) {
    return {status, {{"error", {{"code", "denied"}, {"message", message}}}}};
}

}  // namespace

Result<std::string> make_token(const std::string& runtime_dir) {
    constexpr char Digits[] = "0123456789abcdef";
    std::random_device random;  // the operating system's
    std::string token;
    for (int i = 0; i < 8; ++i) {
        std::uint32_t word = random();
        for (int j = 0; j < 8; ++j, word >>= 4) token += Digits[word & 15];
    }
    FAREBOX_TRY_VOID(save_file(runtime_dir + "/token", token + "\n"));
    return token;
}

Answer answer_tcp(const TcpRequest& request, std::string_view token, Context& context) {
    if (!is_loopback_host(header_of(request, "host"))) {
        return refuse(403, "the local API answers to 127.0.0.1, localhost and [::1] only");
    }
    if (has_header(request, "origin")) {
        return refuse(403, "the local API does not answer web pages");
    }
    constexpr std::string_view Scheme = "bearer ";
    const std::string given = header_of(request, "authorization");
    if (!equals_ignore_case(std::string_view(given).substr(0, Scheme.size()), Scheme) ||
        !is_equal(trim(std::string_view(given).substr(Scheme.size())), token)) {
        return refuse(401, "the local API needs \"Authorization: Bearer <token>\"; the token is in "
                           "the file \"token\" of Farebox's runtime folder");
    }
    return answer(request.method, request.target, context, request.body);
}

TcpDoor::TcpDoor(std::unique_ptr<Context> context, std::string token)
    : context_(std::move(context)), token_(std::move(token)) {}

TcpDoor::~TcpDoor() {
    if (thread_.joinable()) thread_.join();
}

bool TcpDoor::ask(TcpRequest request, std::function<void(int, std::string)> done) {
    {
        const LockGuard lock(mutex_);
        if (questions_.size() >= MaxQuestions) return false;
        questions_.push_back({std::move(request), std::move(done)});
        if (is_running_) return true;
        is_running_ = true;
    }
    if (thread_.joinable()) thread_.join();  // at its end already
    thread_ = std::thread([this] { run(); });
    return true;
}

// With the last one the thread is over, as far as others see it: ask() starts a new one.
std::optional<TcpDoor::Question> TcpDoor::next() {
    const LockGuard lock(mutex_);
    if (questions_.empty()) {
        is_running_ = false;
        return std::nullopt;
    }
    Question question = std::move(questions_.front());
    questions_.pop_front();
    return question;
}

void TcpDoor::run() {
    platform::name_thread("fb-tcp-door");
    while (const auto question = next()) {
        const Answer found = answer_tcp(question->request, token_, *context_);
        question->done(found.status, farebox::to_text(found.body) + "\n");
    }
}

}  // namespace farebox::control
