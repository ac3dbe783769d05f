import { expect, it } from 'vitest';
import { minimumIn } from './minimum-os.js';

it.each([
  ['64-bit Linux (kernel 3.2+, glibc 2.17+)', 'kernel 3.2+, glibc 2.17+'],
  ['ARM64 macOS (11.0+, Big Sur+)', '11.0+, Big Sur+'],
  ['32-bit MSVC (Windows 10+, Windows Server 2016+, Pentium 4)', 'Windows 10+, Windows Server 2016+'],
  ['64-bit Linux (x32 ABI) (kernel 4.15+, glibc 2.27)', 'kernel 4.15+, glibc 2.27'],
  ['64-bit AIX (7.2 and newer)', '7.2 and newer'],
  ['Armv6 Linux with musl 1.2.5, hardfloat', 'musl 1.2.5'],
  ['ARM64 QNX Neutrino 7.1 RTOS with io-pkt network stack', 'QNX Neutrino 7.1'],
  ['SPARC V9 Solaris 11.4', 'Solaris 11.4'],
  ['RISC-V Xous (RV32IMAC ISA)', null],
  ['32-bit x86 FreeBSD (Pentium 4)', null],
  ['Armv7 RTEMS (Requires RTEMS toolchain and kernel', null],
  ['', null],
])('%j asks for %j at least', (words, minimum) => {
  expect(minimumIn(words)).toBe(minimum);
});
