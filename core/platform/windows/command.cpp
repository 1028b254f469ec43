// CreateProcessW with a job object, so that a command and its children end together.
#include "core/platform/command.h"

#include "core/base/format.h"
#include "core/platform/windows/wide.h"

#include <thread>

namespace farebox::platform {
namespace {

constexpr DWORD MaxInput = 32 * 1024;

/// One argument so that CommandLineToArgvW reads it back: backslashes before a quote are doubled.
std::wstring quote(const std::string& argument) {
    std::wstring result = L"\"";
    std::size_t slashes = 0;
    for (const wchar_t c : to_wide(argument)) {
        if (c == L'\\') {
            ++slashes;
            continue;
        }
        result.append(c == L'"' ? slashes * 2 + 1 : slashes, L'\\');
        slashes = 0;
        result += c;
    }
    return result.append(slashes * 2, L'\\') + L"\"";
}

std::wstring command_line(const std::vector<std::string>& argv) {
    std::wstring line;
    for (const auto& argument : argv) line += (line.empty() ? L"" : L" ") + quote(argument);
    return line;
}

Error start_error(const std::string& program) {
    const DWORD why = GetLastError();
    const bool is_absent = why == ERROR_FILE_NOT_FOUND || why == ERROR_PATH_NOT_FOUND;
    return {is_absent ? ErrorCode::NotFound : ErrorCode::Unavailable,
            format("running {}: {}", program, error_text(why))};
}

/// Reads until the writer closes or the limit is passed, on a thread of its own because a pipe
/// cannot be waited for with a deadline.
void read_pipe(HANDLE pipe, std::size_t limit, std::string& text) {
    char piece[16 * 1024];
    DWORD got = 0;
    while (text.size() <= limit && ReadFile(pipe, piece, sizeof piece, &got, nullptr) && got > 0) {
        text.append(piece, got);
    }
}

struct Pipe {
    Handle read_end;
    Handle write_end;
};

/// The child inherits the one end and never sees the other.
enum class ChildEnd { Reads, Writes };

Result<Pipe> make_pipe(ChildEnd child, DWORD buffer, const std::string& program) {
    SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
    HANDLE read_end = nullptr;
    HANDLE write_end = nullptr;
    if (CreatePipe(&read_end, &write_end, &inherit, buffer) == 0) return start_error(program);
    SetHandleInformation(child == ChildEnd::Reads ? write_end : read_end, HANDLE_FLAG_INHERIT, 0);
    return Pipe{Handle(read_end), Handle(write_end)};
}

/// A pipe that holds the whole input already, so that writing it never waits.
Result<Handle> make_input(std::string_view input, const std::string& program) {
    FAREBOX_TRY(pipe, make_pipe(ChildEnd::Reads, MaxInput, program));
    DWORD sent = 0;
    if (!input.empty()) {
        WriteFile(pipe.write_end.get(), input.data(), static_cast<DWORD>(input.size()), &sent,
                  nullptr);
    }
    return std::move(pipe.read_end);
}

struct Started {
    Handle process;
    Handle job;
};

/// In a job of its own, with no window, errors dropped.
Result<Started> start_hidden(const std::vector<std::string>& argv, const Environment& environment,
                             HANDLE input, HANDLE output) {
    SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
    const Handle null(CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, 0, &inherit, OPEN_EXISTING,
                                  0, nullptr));
    std::wstring block;
    for (const auto& [name, value] : environment) block += to_wide(name + "=" + value) + L'\0';
    block += L'\0';
    std::wstring line = command_line(argv);
    STARTUPINFOW start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = input;
    start.hStdOutput = output;
    start.hStdError = null.get();

    Handle job(CreateJobObjectW(nullptr, nullptr));
    PROCESS_INFORMATION made{};
    constexpr DWORD Flags = CREATE_UNICODE_ENVIRONMENT | CREATE_SUSPENDED | CREATE_NO_WINDOW;
    if (CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, Flags, block.data(), nullptr,
                       &start, &made) == 0) {
        return start_error(argv[0]);
    }
    const Handle thread(made.hThread);
    AssignProcessToJobObject(job.get(), made.hProcess);
    ResumeThread(thread.get());
    return Started{Handle(made.hProcess), std::move(job)};
}

}  // namespace

Result<int> become_command(const std::vector<std::string>& argv, const Environment& extra) {
    if (argv.empty()) return invalid("running a command: none was given");
    for (const auto& [name, value] : extra) {
        SetEnvironmentVariableW(to_wide(name).c_str(), to_wide(value).c_str());
    }
    std::wstring line = command_line(argv);
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    if (CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start,
                       &made) == 0) {
        return start_error(argv[0]);
    }
    const Handle process(made.hProcess);
    const Handle thread(made.hThread);
    SetConsoleCtrlHandler(nullptr, TRUE);  // Ctrl-C is for the command
    WaitForSingleObject(process.get(), INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(process.get(), &code);
    return static_cast<int>(code);
}

std::vector<std::string> shell_line(const std::string& line) { return {"cmd.exe", "/C", line}; }

Result<CommandOutput> capture_command(const std::vector<std::string>& argv,
                                      const Environment& environment, const CommandLimits& limits,
                                      std::string_view input) {
    if (argv.empty()) return invalid("running a command: none was given");
    if (input.size() > MaxInput) return Error{ErrorCode::TooLarge, "running a command: its input"};
    FAREBOX_TRY(pipe, make_pipe(ChildEnd::Writes, 0, argv[0]));
    FAREBOX_TRY(input_reader, make_input(input, argv[0]));
    FAREBOX_TRY(started, start_hidden(argv, environment, input_reader.get(), pipe.write_end.get()));
    // Ours must go, or reading would never come to an end.
    CloseHandle(pipe.write_end.release());

    CommandOutput output;
    std::thread collector(read_pipe, pipe.read_end.get(), limits.output_bytes, std::ref(output.text));
    const bool ended = WaitForSingleObject(started.process.get(),
                                           static_cast<DWORD>(limits.time.count())) == WAIT_OBJECT_0;
    TerminateJobObject(started.job.get(), 1);
    collector.join();
    if (output.text.size() > limits.output_bytes) {
        return Error{ErrorCode::TooLarge, format("running {}: more than {} bytes of output",
                                                 argv[0], limits.output_bytes)};
    }
    if (!ended) {
        return unavailable(format("running {}: no answer within {} ms", argv[0],
                                  limits.time.count()));
    }
    DWORD code = 0;
    GetExitCodeProcess(started.process.get(), &code);
    output.exit_code = static_cast<int>(code);
    return output;
}

}  // namespace farebox::platform
