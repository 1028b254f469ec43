#!/usr/bin/env bash
# Proves the two commands of the README on a machine with nothing on it (root, about 40 minutes):
#     tests/e2e/bare_debian.sh [run|test ...]        default: run test
#
# Makes the smallest Debian 12 there is (debootstrap --variant=minbase: no git, no sudo, no
# certificates) in a temporary folder, clones the committed state into it, and runs `./dev` there.
# Where packages come from is copied from this machine at run time: the Debian mirror and its
# proxy, certificates and npm's settings.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
commands=("$@")
[[ $# == 0 ]] && commands=(run test)
[[ $(id -u) == 0 ]] || { echo "needs root, for chroot" >&2; exit 2; }
command -v debootstrap >/dev/null || apt-get -qq -y install --no-install-recommends debootstrap

bare=$(mktemp -d "${TMPDIR:-/var/tmp}/farebox-bare-XXXXXX")
chmod 755 "$bare"
finish() {
    local status=$? mounted
    # Deepest first. Nothing is removed while anything is still mounted below.
    for mounted in dev/pts dev/shm dev sys proc; do
        mountpoint -q "$bare/$mounted" && umount -l "$bare/$mounted"
    done
    if grep -q " $bare/" /proc/mounts; then echo "still mounted below $bare; left there" >&2
    else rm -rf --one-file-system "$bare"
    fi
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

mirror_of() { # the site this machine uses for a Debian suite
    apt-get indextargets --format '$(REPO_URI) $(SUITE) $(CODENAME) $(RELEASE)' 'Created-By: Packages' |
        awk -v suite="$1" '$0 ~ "(^| )" suite "( |$)" { print $1; exit }'
}
mirror=$(mirror_of bookworm)
security=$(mirror_of bookworm-security)
proxy=$(apt-config dump --format '%v' Acquire::http::Proxy)

echo "== debootstrap from ${mirror:?no Debian mirror is configured here}"
http_proxy=${proxy:-${http_proxy:-}} debootstrap --variant=minbase bookworm "$bare" "$mirror" \
    >"$bare.log" 2>&1 || { tail "$bare.log"; exit 1; }
rm -f "$bare.log"

{
    echo "deb $mirror bookworm main"
    echo "deb $mirror bookworm-updates main"
    [[ -z $security ]] || echo "deb $security bookworm-security main"
} >"$bare/etc/apt/sources.list"
[[ -z $proxy ]] || echo "Acquire::http::Proxy \"$proxy\";" >"$bare/etc/apt/apt.conf.d/90host"
cp -L /etc/resolv.conf /etc/hosts "$bare/etc/"
# Certificates that only this machine's network needs; the chroot installs its own besides.
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    mkdir -p "$bare/usr/local/share/ca-certificates"
    cp -L /usr/local/share/ca-certificates/*.crt "$bare/usr/local/share/ca-certificates/"
fi
[[ ! -f $HOME/.npmrc ]] || cp "$HOME/.npmrc" "$bare/root/.npmrc"

mount -t proc proc "$bare/proc"
mount -t sysfs sysfs "$bare/sys"
mount -t tmpfs -o mode=755 tmpfs "$bare/dev"
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<<"$device"
    mknod -m 666 "$bare/dev/$name" c "$major" "$minor"
done
ln -s /proc/self/fd "$bare/dev/fd"
mkdir "$bare/dev/pts" "$bare/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$bare/dev/pts"
ln -s pts/ptmx "$bare/dev/ptmx"
mount -t tmpfs tmpfs "$bare/dev/shm"

git clone -q --no-hardlinks "$source" "$bare/root/farebox"
for command in "${commands[@]}"; do
    echo "== ./dev $command on the bare machine"
    began=$SECONDS
    chroot "$bare" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        TERM="${TERM:-dumb}" bash -c 'cd /root/farebox && exec ./dev "$1" </dev/null' bash "$command"
    echo "== ./dev $command took $((SECONDS - began)) s"
done
left=$(git -C "$bare/root/farebox" status --porcelain)
[[ -z $left ]] || { echo "the work tree is not clean afterwards:"; echo "$left"; exit 1; }
