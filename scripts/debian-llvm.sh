#!/usr/bin/env bash
# debian-llvm.sh DIR VERSION
# Unpacks Debian's llvm-profdata and llvm-cov of one major version to DIR, with the shared libraries that this machine lacks, and writes
# DIR/bin/llvm-profdata and DIR/bin/llvm-cov, which start them. Needs Debian's apt and dpkg; no root once apt has its lists.
set -euo pipefail

dir=$1 version=$2
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

if [ -z "$(apt-cache madison "llvm-$version")" ]; then
  if [ "$(id -u)" = 0 ]; then apt-get -qq update; else sudo -n apt-get -qq update; fi
fi

rm -rf "$dir"
mkdir -p "$dir/bin"
# What apt would install besides, were nothing there, and this machine has not.
missing=$(apt-get -s -o Dir::State::status=/dev/null --no-install-recommends install "libllvm$version" |
  awk '$1 == "Inst" { print $2 }' | while read -r package; do
    if ! dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii'; then echo "$package"; fi
  done)
# shellcheck disable=SC2086
(cd "$temporary" && apt-get download -qq "llvm-$version" $(printf '%s\n' "libllvm$version" $missing | sort -u) 2>/dev/null)
for package in "$temporary"/*.deb; do dpkg-deb -x "$package" "$dir/root"; done

for program in llvm-profdata llvm-cov; do
  cat > "$dir/bin/$program" <<EOF
#!/bin/sh
LD_LIBRARY_PATH="$dir/root/usr/lib/x86_64-linux-gnu:$dir/root/usr/lib/llvm-$version/lib:$dir/root/lib/x86_64-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" \\
  exec "$dir/root/usr/lib/llvm-$version/bin/$program" "\$@"
EOF
  chmod +x "$dir/bin/$program"
  "$dir/bin/$program" --version > /dev/null
done
