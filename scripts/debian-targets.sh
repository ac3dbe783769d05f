#!/usr/bin/env bash
# Puts together what the tests of cross targets need: Rust 1.85.0 with the standard library of aarch64-unknown-linux-gnu, with core and
# alloc of thumbv7em-none-eabihf, and with the library's source for `-Z build-std`; and QEMU and a linker that run on this machine.
# Everything is unpacked from Debian's packages, nothing is installed.
#
#   scripts/debian-targets.sh DIR
#
#   DIR/toolchain   for RUSTUP_TOOLCHAIN, which takes a toolchain by its absolute path
#   DIR/bin         for PATH: qemu-aarch64-static, qemu-system-arm, aarch64-linux-gnu-gcc
#
# Needs Debian 12 on amd64, rustup, and apt's lists (root or sudo refreshes them when they are missing).
set -euo pipefail

release=1.85.0
repository=$(cd "$(dirname "$0")/.." && pwd)
base=$repository/.cache/toolchains/$release
dir=$(realpath -m "$1")
mkdir -p "$(dirname "$dir")"
partial=$(mktemp -d "$dir.XXXXXX")
trap 'rm -rf "$partial"' EXIT

if [ -z "$(apt-cache madison qemu-system-arm)" ]; then
  if [ "$(id -u)" = 0 ]; then apt-get -qq update; else sudo -n apt-get -qq update; fi
fi

# The host's toolchain, which the packages of other architectures must match to the revision.
bash "$repository/scripts/debian-toolchains.sh" "$release" > /dev/null
revision=$(apt-cache madison rustc-web | awk -F ' *[|] *' -v want="$release" '{ split($2, part, /[+~-]/) } part[1] == want { print $2; exit }')

# Downloads packages to a folder of their own and unpacks them: TARGET APT-OPTIONS... -- PACKAGES...
unpack() {
  local target=$1 downloads options=()
  shift
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  downloads=$(mktemp -d "$partial/download.XXXXXX")
  (cd "$downloads" && apt-get -qq -o APT::Sandbox::User=root "${options[@]}" download "$@")
  for package in "$downloads"/*.deb; do dpkg-deb --extract "$package" "$target"; done
  rm -r "$downloads"
}

# What apt would install for these, were nothing there, and this machine has not; and these themselves.
closure() {
  apt-get --simulate --no-install-recommends -o Dir::State::status=/dev/null install "$@" |
    awk '$1 == "Inst" { print $2 }' |
    while read -r package; do
      case " $* " in *" $package "*) echo "$package"; continue ;; esac
      [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

mkdir -p "$partial/root" "$partial/bin"
mapfile -t packages < <(closure qemu-user-static qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross lld-19)
unpack "$partial/root" -- "${packages[@]}"

# Lists of the other architecture, beside apt's own, which stay as they are.
lists=$partial/lists
mkdir -p "$lists/partial" "$partial/std"
arm=(-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::lists=$lists" -o Dir::State::status=/dev/null)
apt-get -qq -o APT::Sandbox::User=root "${arm[@]}" update
unpack "$partial/std" "${arm[@]}" -- "libstd-rust-web-dev=$revision"
mkdir "$partial/source"
unpack "$partial/source" -- "rust-web-src=$revision"

# Links to the files of the host's toolchain, and what it lacks.
toolchain=$partial/toolchain
rustlib=$toolchain/lib/rustlib
cp -al "$base" "$toolchain"
mv "$partial/std/usr/lib/rustlib/aarch64-unknown-linux-gnu" "$rustlib/"
mkdir -p "$rustlib/src/rust"
mv "$partial"/source/usr/src/rustc-*/library "$rustlib/src/rust/"

# Writes a program to a folder that starts one of root/ with the libraries beside it: FILE PROGRAM STEPS [ARGUMENTS], where STEPS lead
# from the folder to root/.
starts() {
  mkdir -p "$(dirname "$1")"
  cat > "$1" <<PROGRAM
#!/bin/sh
root=\$(dirname "\$(readlink -f "\$0")")/$3
lib=\$root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH="\$lib:\$lib/pulseaudio:\$root/lib/x86_64-linux-gnu:\$root/usr/lib/llvm-19/lib\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec "\$root/usr/$2" ${4:-} "\$@"
PROGRAM
  chmod +x "$1"
}
starts "$partial/bin/qemu-system-arm" bin/qemu-system-arm ../root '-L "$root/usr/share/qemu"'
starts "$partial/bin/aarch64-linux-gnu-gcc" bin/aarch64-linux-gnu-gcc ../root '--sysroot="$root"'
# The linker of bare-metal targets, as rustc calls it; Debian has it as a package of its own.
starts "$rustlib/x86_64-unknown-linux-gnu/bin/rust-lld" lib/llvm-19/bin/lld ../../../../../root
cat > "$partial/bin/qemu-aarch64-static" <<'PROGRAM'
#!/bin/sh
root=$(dirname "$(readlink -f "$0")")/../root
# The folder that Debian's packages would put the libraries into, were they installed.
if [ "${1:-}" = -L ] && [ ! -d "${2:-}" ]; then shift 2; fi
export QEMU_LD_PREFIX="${QEMU_LD_PREFIX:-$root/usr/aarch64-linux-gnu}"
exec "$root/usr/bin/qemu-aarch64-static" "$@"
PROGRAM
chmod +x "$partial/bin/qemu-aarch64-static"

# core and alloc, built once, stand where a release has them, with what they are linked to.
crate=$partial/crate
mkdir -p "$crate/src"
printf '[package]\nname = "none"\nedition = "2021"\n\n[workspace]\n' > "$crate/Cargo.toml"
echo '#![no_std]' > "$crate/src/lib.rs"
(
  cd "$crate"
  export PATH="$toolchain/bin:$PATH" LD_LIBRARY_PATH="$toolchain/lib" RUSTC_BOOTSTRAP=1 CARGO_HOME="$partial/cargo"
  unset RUSTUP_TOOLCHAIN RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR CARGO_BUILD_TARGET
  cargo build --quiet --release -Zbuild-std=core,alloc --target thumbv7em-none-eabihf
)
bare=$rustlib/thumbv7em-none-eabihf/lib
mkdir -p "$bare"
cp "$crate"/target/thumbv7em-none-eabihf/release/deps/lib{core,alloc,compiler_builtins,rustc_std_workspace_core}-*.rlib "$bare/"

mkdir "$partial/whole"
mv "$partial"/{root,bin,toolchain} "$partial/whole/"
rm -rf "$dir"
mv "$partial/whole" "$dir"
"$dir/bin/qemu-aarch64-static" --version
"$dir/bin/qemu-system-arm" --version
"$dir/bin/aarch64-linux-gnu-gcc" --version
