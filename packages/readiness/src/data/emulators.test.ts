import { describe, expect, it } from 'vitest';
import shipped from '../../data/emulators.json' with { type: 'json' };
import { type EmulatedTarget, EmulatorData, emulatorFor } from './emulators.js';

const bare = (name: string, more: Partial<EmulatedTarget> = {}): EmulatedTarget => ({
  name,
  llvmTarget: name,
  architecture: 'arm',
  os: 'none',
  environment: null,
  endian: 'little',
  pointerWidth: 32,
  ...more,
});

const linux = (name: string, architecture: string, more: Partial<EmulatedTarget> = {}): EmulatedTarget =>
  bare(name, { architecture, os: 'linux', environment: 'gnu', pointerWidth: 64, ...more });

const machines = (target: EmulatedTarget) => emulatorFor(target).map(({ machine }) => machine);

describe('the data about emulators', () => {
  it('has the form that the code gives it, with source, date and confidence', () => {
    expect(EmulatorData.safeParse(shipped).error).toBeUndefined();
  });
});

describe('emulatorFor', () => {
  it('runs programs of Linux in user mode, with the libraries of their architecture', () => {
    expect(emulatorFor(linux('aarch64-unknown-linux-gnu', 'aarch64'))).toMatchObject([
      { program: 'qemu-aarch64', args: ['-L', '/usr/aarch64-linux-gnu'], mode: 'user', machine: null },
      { program: 'qemu-aarch64-static', args: ['-L', '/usr/aarch64-linux-gnu'] },
    ]);
    expect(emulatorFor(linux('aarch64-unknown-linux-musl', 'aarch64', { environment: 'musl' }))[0]).toMatchObject({
      args: [],
      confidence: 'not tried',
    });
  });

  it('tells ABIs, byte orders and pointer widths apart', () => {
    const arm = (name: string, environment: string) =>
      emulatorFor(linux(name, 'arm', { environment, pointerWidth: 32 }));
    expect(arm('armv7-unknown-linux-gnueabihf', 'gnu, eabihf')[0]?.args).toEqual(['-L', '/usr/arm-linux-gnueabihf']);
    expect(arm('armv7-unknown-linux-gnueabi', 'gnu, eabi')[0]?.args).toEqual(['-L', '/usr/arm-linux-gnueabi']);
    const power = (endian: 'big' | 'little') => emulatorFor(linux('p-unknown-linux-gnu', 'powerpc64', { endian }));
    expect(power('big')[0]?.program).toBe('qemu-ppc64');
    expect(power('little')[0]?.program).toBe('qemu-ppc64le');
    expect(emulatorFor(linux('x86_64-unknown-linux-gnux32', 'x86_64', { pointerWidth: 32 }))).toEqual([]);
    expect(emulatorFor(linux('aarch64_be-unknown-linux-gnu', 'aarch64', { endian: 'big' }))).toEqual([]);
  });

  it('runs bare metal on a machine with a CPU of its kind, the program last', () => {
    expect(emulatorFor(bare('thumbv7em-none-eabihf'))).toMatchObject([
      {
        program: 'qemu-system-arm',
        args: [
          '-machine',
          'mps2-an386',
          '-cpu',
          'cortex-m4',
          '-nographic',
          '-semihosting-config',
          'enable=on,target=native',
          '-kernel',
        ],
        mode: 'system',
        machine: 'mps2-an386',
        cpu: 'cortex-m4',
      },
    ]);
    expect(machines(bare('thumbv6m-none-eabi'))).toEqual(['microbit']);
    expect(machines(bare('armv8r-none-eabihf'))).toEqual(['mps3-an536']);
    const riscv = bare('riscv32imac-unknown-none-elf', { llvmTarget: 'riscv32', architecture: 'riscv32' });
    expect(machines(riscv)).toEqual(['virt']);
  });

  it('goes by the LLVM triple of a custom target', () => {
    expect(machines(bare('our-board', { llvmTarget: 'thumbv7m-none-eabi' }))).toEqual(['mps2-an385']);
  });

  it.each([
    ['another CPU than the machine has', bare('armv7r-none-eabi')],
    [
      'a profile of the architecture that QEMU has no CPU for',
      bare('aarch64v8r-unknown-none', {
        llvmTarget: 'aarch64-unknown-none',
        architecture: 'aarch64',
        pointerWidth: 64,
      }),
    ],
    ['big-endian bare metal', bare('aarch64_be-unknown-none-softfloat', { architecture: 'aarch64', endian: 'big' })],
    ['another operating system', bare('thumbv7em-nuttx-eabihf', { os: 'nuttx' })],
    ['Windows', bare('x86_64-pc-windows-msvc', { os: 'windows', architecture: 'x86_64' })],
  ])('knows none for %s', (_, target) => {
    expect(emulatorFor(target)).toEqual([]);
  });
});
