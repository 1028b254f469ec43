// HEAD, refs, packed-refs and ".git" files: nothing read from them may lead out of the folder.
#include "core/attribution/git_text.h"
#include "core/attribution/ticket.h"
#include "tests/fuzz/fuzz.h"

namespace attribution = farebox::attribution;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = farebox::fuzz::as_text(data, size);
    if (const auto ref = attribution::parse_git_ref(text)) {
        FUZZ_CHECK(ref->target.empty() != ref->commit.empty());
        FUZZ_CHECK(ref->commit.empty() || attribution::is_commit_id(ref->commit));
        FUZZ_CHECK(ref->target.empty() || ref->target.starts_with("refs/"));
        FUZZ_CHECK(ref->target.find("..") == std::string::npos);
        FUZZ_CHECK(ref->target.find('\0') == std::string::npos);
        const auto branch = attribution::branch_of_ref(ref->target);
        FUZZ_CHECK(!branch || "refs/heads/" + *branch == ref->target);
    }
    if (const auto commit = attribution::find_packed_ref(text, "refs/heads/main")) {
        FUZZ_CHECK(attribution::is_commit_id(*commit));
    }
    if (const auto path = attribution::parse_gitdir(text)) {
        FUZZ_CHECK(!path->empty() && path->find('\n') == std::string::npos);
        FUZZ_CHECK(path->find('\0') == std::string::npos);
    }
    if (const auto ticket = attribution::find_ticket(text)) {
        FUZZ_CHECK(text.find(ticket->substr(ticket->starts_with('#') ? 1 : 0)) !=
                   std::string_view::npos);
    }
    return 0;
}
