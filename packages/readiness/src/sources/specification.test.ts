import { describe, expect, it } from 'vitest';
import { readSpecification } from './specification.js';

const thumb = {
  ...{ arch: 'arm', abi: 'eabihf', 'llvm-target': 'thumbv7em-none-eabihf', 'target-pointer-width': 32 },
  ...{ features: '+vfp4d16sp', 'llvm-floatabi': 'hard', linker: 'rust-lld', 'linker-flavor': 'gnu-lld' },
  ...{ 'max-atomic-width': 32, 'panic-strategy': 'abort', 'a-key-of-tomorrow': { x: [1] } },
  metadata: { description: 'Bare ARMv7E-M, hardfloat', host_tools: false, std: false, tier: 2 },
};

const read = (change: Record<string, unknown>) => readSpecification({ ...thumb, ...change });
const traits = (change: Record<string, unknown>) => {
  const answer = read(change);
  if ('trouble' in answer) throw new Error(answer.trouble);
  return answer.value;
};

describe('a target specification', () => {
  it('is read with rustc’s defaults', () => {
    expect(traits({})).toEqual({
      from: 'specification',
      metadata: { description: 'Bare ARMv7E-M, hardfloat', tier: 2, hostTools: false, std: false },
      ...{ llvmTarget: 'thumbv7em-none-eabihf', architecture: 'arm', os: 'none', environment: ['', 'eabihf'] },
      ...{ pointerWidth: 32, endian: 'little', panic: 'abort', atomics: '32', floatAbi: 'hard' },
      ...{ cpu: 'generic with +vfp4d16sp', linker: { name: 'rust-lld', flavor: 'gnu-lld' } },
    });
    expect(traits({ 'panic-strategy': undefined, metadata: undefined })).toMatchObject({
      panic: 'unwind',
      metadata: { description: null, tier: null, hostTools: null, std: null },
    });
  });

  it('has its pointer width as a text in older compilers', () => {
    expect(traits({ 'target-pointer-width': '64', 'max-atomic-width': undefined })).toMatchObject({
      ...{ pointerWidth: 64, atomics: '64' },
    });
  });

  it.each([
    [{ 'max-atomic-width': 0 }, 'none'],
    [{ 'atomic-cas': false }, '32, no compare-and-swap'],
    [{ 'max-atomic-width': 128 }, '128'],
  ])('with %j has atomics %j', (change, atomics) => {
    expect(traits(change).atomics).toBe(atomics);
  });

  it.each([
    [{ 'llvm-floatabi': 'soft', features: '' }, 'soft'],
    [{ 'llvm-floatabi': 'soft', features: '+v7,+vfp3d16,-neon' }, 'softfp'],
    [{ 'llvm-floatabi': 'soft', features: '+v7,+soft-float,+vfp3' }, 'soft'],
    [{ 'llvm-floatabi': undefined, abi: 'eabihf' }, 'hard'],
    [{ 'llvm-floatabi': undefined, abi: 'eabi', features: '' }, 'soft'],
    [{ arch: 'aarch64', abi: '' }, 'hard'],
    [{ arch: 'aarch64', abi: 'softfloat' }, 'soft'],
    [{ arch: 'x86_64', abi: '', 'rustc-abi': 'softfloat' }, 'soft'],
    [{ arch: 'riscv64', abi: '', 'llvm-abiname': 'lp64' }, 'soft'],
    [{ arch: 'riscv64', abi: '', 'llvm-abiname': 'lp64d' }, 'hard'],
    [{ arch: 'riscv64', abi: '', 'llvm-abiname': 'constructor' }, null],
    [{ arch: 'wasm32', abi: '', 'llvm-abiname': undefined }, null],
  ])('with %j passes floats %j', (change, floatAbi) => {
    expect(traits(change).floatAbi).toBe(floatAbi);
  });

  it('has no CPU baseline where one has to be named', () => {
    expect(traits({ cpu: 'atmega328p', 'need-explicit-cpu': true }).cpu).toBeNull();
    expect(traits({ cpu: 'x86-64', features: '' }).cpu).toBe('x86-64');
  });

  it.each([
    [{ 'target-pointer-width': true }, 'target-pointer-width'],
    [{ 'target-pointer-width': '64 bit' }, 'target-pointer-width'],
    [{ arch: undefined }, 'arch'],
    [{ arch: 7 }, 'arch'],
    [{ 'panic-strategy': 'explode' }, 'panic-strategy'],
    [{ 'target-endian': 'middle' }, 'target-endian'],
    [{ metadata: { tier: 4 } }, 'metadata.tier'],
    [{ metadata: { tier: '2' } }, 'metadata.tier'],
    [{ metadata: { std: 'yes' } }, 'metadata.std'],
    [{ features: ['+neon'] }, 'features'],
  ])('with %j is refused, and the key is named', (change, key) => {
    expect(read(change)).toEqual({ trouble: `its ${key} is missing, or not what rustc takes` });
  });

  it.each([null, 3, 'x', []])('is not %j', (value) => {
    expect(readSpecification(value)).toHaveProperty('trouble');
  });
});
