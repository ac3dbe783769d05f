import { always, defineRule, evaluatedEnvironment } from '@assay/check';
import { type Program, pinPlace, type ToolchainFacts } from '../facts.js';
import { facts, program, sysroot } from './controls.js';

type Data = { name: string; found: string; starts: string; sysroot: string; fromRustup: boolean };

export const programReplaced = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/program-replaced',
  title: 'A build starts a program that is not the toolchain’s',
  why: 'Cargo starts whatever `PATH` finds first as `rustc`, `rustdoc` or `cargo-clippy`, and a shell whatever it finds as `cargo`. A file of that name in an earlier folder, or in the place of one of rustup’s proxies, runs instead of the toolchain, and can answer with any release that is expected of it. For a linked toolchain without a cargo of its own, rustup takes the one of another toolchain and only notes it.',
  repair:
    'Put the folder of rustup’s proxies, or the `bin` folder of the toolchain, first on `PATH`, and install again what was replaced in them. Add the missing cargo to a linked toolchain.',
  clauses: [evaluatedEnvironment],
  severity: always('error'),
  *find(seen) {
    for (const { name, kind, found, starts, sha256 } of seen.programs) {
      if (!foreign.includes(kind)) continue;
      const sysroot = seen.sysroot?.path ?? 'the toolchain';
      yield {
        subject: { kind: 'item', name },
        at: seen.sysroot?.at ?? pinPlace(seen),
        because: [{ note: `PATH finds ${found}; what runs is ${starts}, SHA-256 ${sha256}` }],
        data: { name, found, starts, sysroot, fromRustup: kind === 'another toolchain' },
      };
    }
  },
  message: ({ name, found, starts, sysroot, fromRustup }) =>
    fromRustup
      ? `${sysroot} has no ${name}, and rustup starts ${starts} in its place`
      : `a build starts ${starts === found ? starts : `${starts}, by ${found},`} as ${name}, which is not the one of ${sysroot}`,
  remedy: ({ name, fromRustup }) =>
    fromRustup
      ? `install a ${name} in the toolchain, or link one that has it`
      : `see which file it is with command -v ${name}; remove it, or put the toolchain's folder before its own on PATH`,
  controls: {
    raises: [
      facts({ programs: [program({ kind: 'another program', found: '<outside>/rustc', starts: '<outside>/rustc' })] }),
      facts({
        programs: [
          program({ name: 'rustdoc', kind: 'another program', found: 'tools/rustdoc', starts: 'tools/rustdoc' }),
        ],
      }),
      // The proxy is rustup's, and the toolchain's own file a link to elsewhere.
      facts({
        programs: [program({ name: 'cargo-clippy', kind: 'another program', starts: '<outside>/cargo-clippy' })],
      }),
      facts({
        sysroot: sysroot({ path: '<outside>/vendor', toolchain: 'vendor' }),
        programs: [
          program({
            name: 'cargo',
            kind: 'another toolchain',
            starts: '$RUSTUP_HOME/toolchains/nightly-x86_64-unknown-linux-gnu/bin/cargo',
          }),
        ],
      }),
    ],
    spares: [
      facts(),
      facts({ sysroot: null, programs: [] }),
      facts({ programs: [program({ kind: 'toolchain', found: '<outside>/rustc', starts: '<outside>/rustc' })] }),
      facts({ programs: [program({ name: 'cc', kind: 'system', found: '<outside>/cc', starts: '<outside>/gcc' })] }),
    ],
  },
});

const foreign: readonly Program['kind'][] = ['another program', 'another toolchain'];
