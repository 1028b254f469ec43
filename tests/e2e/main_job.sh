#!/usr/bin/env bash
# The main job, on real input and without a key:  main_job.sh <programs> <agents>
#
# A mock vendor and the daemon run in a temporary folder of their own; agents work in two
# repositories on different branches; then the rows are shown. Real Claude Code and Codex are used
# where they are installed (on the PATH, or by ./dev test in <agents>), else a small client that
# sends requests of their shape. Nothing outside the temporary folder is touched or left behind.
set -euo pipefail
programs=${1:?} agents=${2:?}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/farebox-run-XXXXXX")
started=()

finish() {
    local status=$? pid
    trap '' INT TERM PIPE
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
    if [[ $status != 0 ]]; then
        echo "main job failed; what the parts said:" >&2
        tail -n 20 "$work"/*.log >&2 || true
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM PIPE

say() { printf '\n== %s\n' "$*"; }

wait_for() {
    local what=$1 file=$2 _
    for _ in $(seq 100); do
        [[ -s $file ]] && return 0
        sleep 0.1
    done
    echo "$what did not start within 10 s" >&2
    return 1
}

# Everything below sees only this HOME, these programs and no proxy to the outside.
export HOME=$work/home PATH="$programs:$PATH" NO_PROXY=127.0.0.1,localhost,::1
export FAREBOX_CONFIG=$work/config.json FAREBOX_STATE_DIR=$work/state FAREBOX_RUNTIME_DIR=$work/run
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy
unset "${!ANTHROPIC_@}" "${!OPENAI_@}" "${!CLAUDE_@}" "${!CODEX_@}" 2>/dev/null || true
mkdir -p "$HOME"

start_parts() {
    mock-provider --port 0 --port-file "$work/mock.port" >"$work/mock.log" 2>&1 &
    started+=($!)
    wait_for "the mock vendor" "$work/mock.port"
    local mock
    mock=http://127.0.0.1:$(sed -n 's/^port=//p' "$work/mock.port")
    printf '{"upstreams": {"anthropic": {"url": "%s"}, "openai": {"url": "%s"}}}\n' \
        "$mock" "$mock" >"$FAREBOX_CONFIG"
    # Not the usual port: a Farebox that already works for you goes on undisturbed.
    fareboxd --port 0 >"$work/fareboxd.log" 2>&1 &
    started+=($!)
    wait_for "fareboxd" "$FAREBOX_RUNTIME_DIR/port"
    daemon=http://127.0.0.1:$(<"$FAREBOX_RUNTIME_DIR/port")
}

make_repository() {
    local folder=$1 remote=$2 branch=$3
    mkdir -p "$folder/services/ledger"
    git -C "$folder" init -q -b main
    git -C "$folder" -c user.name=Dev -c user.email=dev@example.com \
        commit -q --allow-empty -m "Start"
    git -C "$folder" remote add origin "$remote"
    [[ $branch == main ]] || git -C "$folder" checkout -q -b "$branch"
}

# turn <agent> <folder>: one turn, by the real agent where there is one. `farebox run` gives the
# address to that command alone; no file is edited.
turn() {
    local agent=$1 folder=$2 program=""
    program=$(command -v "$agent" || true)
    [[ -f $agents/installed ]] && program=$agents/node_modules/.bin/$agent
    echo "${folder#"$HOME"/}: ${program:-a client in the shape of $agent}"
    if [[ -z $program ]]; then
        local upstream=anthropic
        [[ $agent == codex ]] && upstream=openai
        (cd "$folder" && "$here/agent_client" "$agent" "$daemon/$upstream")
        return
    fi
    local words=(-p "Say hello.")
    [[ $agent == codex ]] && words=(exec --skip-git-repo-check
        --dangerously-bypass-approvals-and-sandbox -m gpt-6-sol "Say hello.")
    (cd "$folder" && env -i HOME="$HOME" PATH="$PATH" TERM=xterm-256color LANG=C.UTF-8 \
        NO_PROXY="$NO_PROXY" FAREBOX_CONFIG="$FAREBOX_CONFIG" \
        FAREBOX_STATE_DIR="$FAREBOX_STATE_DIR" FAREBOX_RUNTIME_DIR="$FAREBOX_RUNTIME_DIR" \
        ANTHROPIC_API_KEY=sk-ant-dummy CODEX_API_KEY=sk-dummy IS_SANDBOX=1 \
        DISABLE_TELEMETRY=1 DISABLE_AUTOUPDATER=1 DISABLE_ERROR_REPORTING=1 \
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \
        timeout 120 farebox run -- "$program" "${words[@]}" \
        </dev/null >"$work/$agent.log" 2>&1)
}

say "starting the mock vendor and fareboxd"
start_parts
payments=$HOME/src/payments web=$HOME/src/web
make_repository "$payments" git@github.com:acme/payments.git feature/checkout
make_repository "$web" https://github.com/acme/web.git main

say "agents at work in two repositories"
turn claude "$payments"
turn codex "$payments/services/ledger"
turn claude "$web"
turn codex "$web"

say "farebox calls --evidence"
sleep 1
farebox calls --evidence
say "farebox spend --by agent,repo,branch,model"
farebox spend --by agent,repo,branch,model
say "farebox call, the newest one: where each value comes from"
farebox call "$(farebox calls --limit 1 --json | sed -n 's/.*"call_id": *"\([^"]*\)".*/\1/p' | head -1)"

say "farebox-collector demo: what finance sees of a company of sixty, three months"
farebox-collector --data-dir "$work/demo" demo --engineers 60 --months 3 --fill-only

cat <<'TEXT'

== the whole demo company in the browser: 2,000 engineers since April
    build/release/bin/farebox-collector demo

== with your own key
The prices above are real, the mock's tokens are not. To see your own:
    build/release/bin/fareboxd &
    build/release/bin/farebox run -- claude        (or: codex, or any command)
    build/release/bin/farebox spend
TEXT
