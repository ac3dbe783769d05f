const architectures: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'x86_64',
  arm64: 'aarch64',
  ia32: 'i686',
  ppc64: 'powerpc64le',
  riscv64: 'riscv64gc',
  s390x: 's390x',
};

const systems: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'unknown-linux-gnu',
  darwin: 'apple-darwin',
  win32: 'pc-windows-msvc',
};

const architecture = architectures[process.arch];
const system = systems[process.platform];

/**
 * The target that this machine's own programs are built for, by the name that rustup gives it when its settings have no
 * `default_host_triple`. A machine whose C library is musl has one there: its rustup is installed with `--default-host`.
 */
export const hostTriple = architecture === undefined || system === undefined ? undefined : `${architecture}-${system}`;
