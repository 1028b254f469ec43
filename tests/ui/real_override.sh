#!/usr/bin/env bash
# The story of an override, with real parts only: Claude Code and Codex work until a budget is used
# up, each is refused and shows why; somebody clicks Override in the tray and says a reason; both go
# on; the audit log holds it and is whole. Writes screenshots and what each agent printed.
#   real_override.sh <farebox-tray> <folder for screenshots> <programs> <agents>
# <programs> holds fareboxd, farebox and mock-provider; <agents> is filled by tests/e2e/agents/install.
set -euo pipefail
tray=$1
bin=$3
agents=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[[ -f $agents/installed ]] || { echo "SKIP: no agents in $agents (./dev e2e installs them)"; exit 77; }
source "$here/desktop.sh"
start_desktop "$2"

run "$bin/mock-provider" --port 0 --port-file "$home/mock.port" >"$home/mock.log" 2>&1 &
pids+=($!)
wait_for "the mock vendor did not start" test -s "$home/mock.port"
mock=http://127.0.0.1:$(sed -n 's/^port=//p' "$home/mock.port")
# What each answer states: tokens of output.
answers_cost() {
    curl -sf -X POST "$mock/_mock/behaviour" --data '{"events": 4, "input_tokens": 10000,
        "cache_read_tokens": 0, "cache_write_5m_tokens": 0, "output_tokens": '"$1"'}' >/dev/null
}
answers_cost 18000
cat >"$home/config.json" <<JSON
{"listen": {"port": 0},
 "upstreams": {"anthropic": {"url": "$mock"}, "openai": {"url": "$mock"}},
 "budgets": [{"name": "Team Payments", "limit_usd": "1.40", "period": "month"}]}
JSON
run "$bin/fareboxd" >"$home/daemon.log" 2>&1 &
pids+=($!)
wait_for "the daemon did not start" test -S "$home/run/farebox/farebox.sock"
start_tray "$tray"

repo=$home/src/payments
mkdir -p "$repo"
git -C "$repo" init -q -b feature/checkout
git -C "$repo" remote add origin git@github.com:acme/payments.git

farebox() { (run "$bin/farebox" "$@"); }
budget() { farebox budget list --json | python3 -c 'import json, sys
print(json.load(sys.stdin)["budgets"][0]["'"$1"'"])'; }

# turn <agent>: one turn, its words in $said; what it exits with, and how many milliseconds it took.
turn() {
    local words=("$agents/node_modules/.bin/claude" -p --dangerously-skip-permissions "Say hello.")
    [[ $1 == codex ]] && words=("$agents/node_modules/.bin/codex" exec --skip-git-repo-check
        --dangerously-bypass-approvals-and-sandbox -m gpt-6-sol "Say hello.")
    local start
    start=$(date +%s%3N)
    status=0
    (cd "$repo" && run ANTHROPIC_API_KEY=sk-ant-dummy CODEX_API_KEY=sk-dummy IS_SANDBOX=1 \
        DISABLE_TELEMETRY=1 DISABLE_AUTOUPDATER=1 DISABLE_ERROR_REPORTING=1 \
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 HTTPS_PROXY=http://127.0.0.1:9 \
        NO_PROXY=127.0.0.1,localhost timeout 60 "$bin/farebox" run -- "${words[@]}" \
        </dev/null >"$home/said" 2>&1) || status=$?
    took=$(($(date +%s%3N) - start))
    said=$(tail -n 4 "$home/said")
    printf '\n$ %s   (exit %s after %s ms; budget at %s of 1000)\n%s\n' "$1" "$status" "$took" \
        "$(budget permille)" "$said"
}
fail() {
    echo "FAIL: $*" >&2
    exit 1
}
must_be_refused() {
    turn "$1"
    [[ $status != 0 ]] || fail "$1 was not stopped"
    grep -q 'Team Payments' "$home/said" || fail "$1 does not name the budget"
    grep -q 'farebox override' "$home/said" || fail "$1 does not show the way out"
}
must_pass() {
    turn "$1"
    [[ $status == 0 ]] || fail "$1 did not go on: $said"
}

must_pass claude
# Dearer than anything before, so that the budget takes the call and ends beyond its 110 %.
answers_cost 36000
turn claude
(($(budget permille) >= 1100)) || fail "the budget is not at its hard limit"
must_be_refused claude
must_be_refused codex
sleep 1
shot paused-icon
click_icon
wait_for "a click did not open the popover" popover
sleep 0.7
shot paused
locate_popover
xdotool mousemove $((P_X + P_WIDTH - 60)) $((P_Y + 172)) click 1
sleep 0.7
xdotool type --delay 20 "release tonight"
sleep 0.5
shot form
xdotool mousemove $((P_X + P_WIDTH - 73)) $((P_Y + 328)) click 1
is_overridden() { [[ $(budget state) == overridden ]]; }
wait_for "Override in the popover did not lift the budget" is_overridden
sleep 1
shot overridden
farebox audit --json >"$home/audit"
grep -q '"reason": "release tonight"' "$home/audit" || fail "the audit log does not hold the reason"

must_pass claude
must_pass codex
nobody_works() { [[ $(farebox top --once --json) != *'"active":true'* ]]; }
wait_for "a session is shown at work although its agent has ended" nobody_works
sleep 1
shot went-on
printf '\n$ farebox audit verify\n'
farebox audit verify || fail "the audit log does not verify"
printf '\n$ farebox calls\n'
farebox calls
echo "PASS: used up, refused, overridden in the tray, gone on; screenshots in $out"
