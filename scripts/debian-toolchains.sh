#!/usr/bin/env bash
# Puts an old Rust beside the newer ones: unpacks Debian's own packages of a release into a folder and makes it known to rustup
# under the release's number, so that `cargo +1.85.0` works without rustup's server. Used by the bench, and by the tests of
# distributions' toolchains.
#
#   scripts/debian-toolchains.sh [RELEASE]      default 1.85.0, the baseline; 1.63.0 is Debian 12's own
#
# Needs Debian 12 on amd64, rustup, and apt's lists (root or sudo refreshes them when they are missing).
# Set RUSTUP_AUTO_INSTALL=0 when you use it: rustup would otherwise take the folder for its own and change it.
set -euo pipefail

release=${1:-1.85.0}
triple=x86_64-unknown-linux-gnu
cache=$(cd "$(dirname "$0")/.." && pwd)/.cache/toolchains
home=$cache/$release
link=${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$release-$triple

fail() { echo "debian-toolchains: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || fail "$1 is missing: this needs Debian and rustup"; }
for tool in apt-cache apt-get dpkg-deb rustup; do need "$tool"; done

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# Debian's revision of the release, such as 1.85.0+dfsg3-1~deb12u3.
revision_of() { apt-cache madison "$1" | awk -F ' *[|] *' -v want="$release" '{ split($2, part, /[+~-]/) } part[1] == want { print $2; exit }'; }

# Unpacks packages over the folder without installing them.
unpack() {
  local downloads
  downloads=$(mktemp -d "$cache/download.XXXXXX")
  (cd "$downloads" && apt-get -qq -o APT::Sandbox::User=root download "$@")
  for package in "$downloads"/*.deb; do dpkg-deb --extract "$package" "$partial"; done
  rm -r "$downloads"
}

# Packages of shared libraries that the named ones need, directly or not, and this machine does not have. apt works out the
# whole list by pretending to install them on a system that has nothing.
missing_libraries() {
  local direct
  mapfile -t direct < <(apt-cache show "$@" | sed -n 's/^Depends: //p' | tr ',' '\n' |
    sed 's/[(|:].*//; s/ //g' | grep '^lib' | grep -v '^libstd-rust' | sort -u)
  apt-get --simulate --no-install-recommends -o Dir::State::status=/dev/null install "${direct[@]}" |
    awk '$1 == "Inst" { print $2 }' |
    while read -r library; do
      [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$library" 2>/dev/null)" = installed ] || echo "$library"
    done
}

if [ ! -x "$home/bin/rustc" ]; then
  mkdir -p "$cache"
  [ -n "$(apt-cache madison rustc-web)" ] || as_root apt-get -qq update
  # Debian 12 has its own Rust as rustc, with a cargo whose number is another, and newer ones, for browsers, as rustc-web.
  web=-web
  revision=$(revision_of rustc-web)
  [ -n "$revision" ] || { web= && revision=$(revision_of rustc); }
  [ -n "$revision" ] || fail "Debian has no package of Rust $release; it has: $(apt-cache madison rustc rustc-web | awk -F ' *[|] *' '{ print $2 }' | sort -u | tr '\n' ' ')"
  partial=$(mktemp -d "$cache/unpacked.XXXXXX")
  trap 'rm -rf "$partial"' EXIT
  packages=("rustc$web=$revision" "cargo$web${web:+=$revision}" "libstd-rust$web-${release%.*}=$revision" "libstd-rust$web-dev=$revision")
  libraries=()
  mapfile -t libraries < <(missing_libraries "${packages[@]}")
  unpack "${packages[@]}" "${libraries[@]}"
  # Some libraries still go to /lib, which is outside what becomes the toolchain.
  [ ! -d "$partial/lib" ] || cp -a "$partial/lib/." "$partial/usr/lib/"
  # rustup puts a toolchain's lib on the loader's path; Debian keeps its libraries one folder deeper.
  find "$partial/usr/lib/x86_64-linux-gnu" -maxdepth 1 -name '*.so*' -exec ln -sfr -t "$partial/usr/lib" {} +
  rm -rf "$home"
  mv "$partial/usr" "$home"
fi

# A real toolchain of that release is better than ours. `rustup toolchain link` refuses names that are release numbers.
if [ -L "$link" ] || [ ! -e "$link" ]; then
  mkdir -p "$(dirname "$link")"
  ln -sfn "$home" "$link"
fi
for tool in rustc cargo; do RUSTUP_AUTO_INSTALL=0 rustup run "$release" "$tool" --version; done
