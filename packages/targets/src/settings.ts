import { targetName } from '@assay/readiness';
import * as z from 'zod';

const line = (description: string) => z.string().min(1).describe(description);

/** How far a target is tried: built only, its tests run on an emulator (or on the build machine, where that is the target), on hardware. */
export const Degree = z.enum(['none', 'emulator', 'hardware']);
export type Degree = z.infer<typeof Degree>;

/** What a `no_std` member promises: to need nothing but core, or core and alloc. */
export const Promised = z.enum(['core-only', 'alloc']);
export type Promised = z.infer<typeof Promised>;

const command = (description: string) => z.array(z.string().min(1)).min(1).describe(description);

/** Each build’s tests leave a log of their own, whose names are known beforehand. */
export const BUILDS_LIMIT = 16;

const Build = z
  .strictObject({
    profile: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, { error: 'the name of a Cargo profile' })
      .default('dev')
      .describe('Cargo’s profile.'),
    features: z
      .union([z.enum(['default', 'all', 'none']), z.array(z.string().min(1)).min(1)])
      .default('default')
      .describe('Features: "default", "all", "none", or a list of features on top of the default ones.'),
    'default-features': z.boolean().default(true).describe('With a list of features: are the default ones on too?'),
  })
  .refine(({ features, 'default-features': defaults }) => defaults || typeof features !== 'string', {
    path: ['default-features'],
    error: 'default-features = false beside a list of features; without one, write features = "none"',
  })
  .describe('One build of the members.');
export type Build = z.infer<typeof Build>;

const builds = z.array(Build).min(1).max(BUILDS_LIMIT).describe('The builds: profiles and feature sets.');

const tier = (description: string) => z.int().min(1).max(3).describe(description);

/** `[targets."thumbv7em-none-eabihf"]` */
const Target = z
  .strictObject({
    'minimum-tier': tier('The highest number of the tier that is accepted: 2 accepts tiers 1 and 2.').optional(),
    'last-tested-os': line(
      'The operating system, SDK or board on which the project itself has tested, with its version.',
    ).optional(),
    'last-tested': z.iso.date({ error: 'a date such as 2026-05-01' }).describe('When that was.').optional(),
    owner: line('Who answers for the target in the project.').optional(),
    run: Degree.default('none').describe(
      'How far it is tried here: "none" builds only, "emulator" and "hardware" run the tests.',
    ),
    members: z
      .array(line('A workspace member.'))
      .min(1)
      .optional()
      .describe('The members that are built for it. Default: every member.'),
    tests: z
      .array(line('The name of a test target.'))
      .min(1)
      .optional()
      .describe(
        'The test targets that are run, by name. Default: all; needed where the target has no std, because Rust’s own test harness needs it.',
      ),
    runner: command(
      'What starts a program of the target: the program, and its arguments. Default: Cargo’s runner, then QEMU where it is known how.',
    ).optional(),
    command: command(
      'hardware: the project’s own command, which runs the tests on the board and leaves a record.',
    ).optional(),
    board: line('hardware: the board that the record must name.').optional(),
    'build-std': z
      .array(z.enum(['core', 'alloc', 'std', 'panic_abort', 'compiler_builtins']))
      .min(1)
      .optional()
      .describe('Build the standard library from source (Cargo’s -Z build-std), these crates of it.'),
    builds: builds.optional(),
    'forbid-panic': z.boolean().optional().describe('May no artifact hold a path into Rust’s panic machinery?'),
    'runs-on': z
      .union([line('A label.'), z.array(line('A label.')).min(1)])
      .optional()
      .describe('GitHub: labels of the runner that tries it.'),
    vendor: line('The vendor’s qualified toolchain that must cover it: "Ferrocene 26.05.0".').optional(),
    blockers: z
      .array(line('A known blocker.'))
      .default([])
      .describe('Known blockers that the project watches: issues, missing drivers.'),
    timeout: z.int().positive().max(604_800).default(600).describe('Seconds until a run of the tests is ended.'),
  })
  .describe('What is asked of a target.');
export type TargetSettings = z.infer<typeof Target>;

const Level = z
  .strictObject({
    'minimum-tier': tier('The highest number of the tier that is accepted.').optional(),
    run: Degree.optional().describe('How far a target must be tried.'),
    'forbid-panic': z.boolean().optional().describe('May no artifact hold a path into Rust’s panic machinery?'),
  })
  .describe('What a level asks of the targets of its members.');

/** Keys of `[targets]` that are no target’s name. No triple is called so. */
const own = {
  'max-age': z
    .int()
    .positive()
    .max(3650)
    .default(365)
    .describe('Days after which a test of the project’s own counts as too old.'),
  until: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, { error: 'an exact Rust release such as "1.98.1"' })
    .optional()
    .describe('The newest Rust release that the project means to reach. Default: the pinned one.'),
  vendor: line('The vendor’s qualified toolchain that must cover every target.').optional(),
  builds: builds.default([{ profile: 'dev', features: 'default', 'default-features': true }]),
  crates: z
    .record(z.string(), Promised.describe('"core-only" or "alloc".'))
    .default({})
    .describe('Members that promise to do without std, by name.'),
  levels: z
    .record(z.string(), Level)
    .default({})
    .describe('What an integrity level asks for, in place of what it does by itself.'),
} as const;

/** The table `[targets]` of assay.toml: a table for each target by its triple, or by the path of its JSON file. */
export const TargetsSettings = z
  .object(own)
  .catchall(Target)
  .superRefine((settings, { addIssue }) => {
    const first = new Map<string, string>();
    for (const { key } of statedTargets(settings as TargetsSettings)) {
      const name = targetName(key);
      // Evidence of both would be one file where case is ignored.
      const other = first.get(name.toLowerCase());
      // The name stands in names of files, and of artifacts on GitHub.
      if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
        addIssue({
          code: 'custom',
          path: [key],
          message: 'the name of a target, or the path of its JSON file, with letters, digits, ".", "_" and "-" alone',
        });
      } else if (other !== undefined) {
        addIssue({
          code: 'custom',
          path: [key],
          message: `one table for the target ${name}, which ${JSON.stringify(other)} names already`,
        });
      }
      first.set(name.toLowerCase(), other ?? key);
    }
    for (const member of untried(settings as TargetsSettings)) {
      addIssue({
        code: 'custom',
        path: ['crates', member],
        message: `a target that ${member} is built for, so that something shows whether it keeps its promise`,
      });
    }
  })
  .describe('What is asked of the compilation targets.');
export type TargetsSettings = z.infer<typeof TargetsSettings>;

/** A target of the policy, by the words of the policy: a triple, or the path of a JSON file. */
export interface StatedTarget {
  key: string;
  settings: TargetSettings;
}

/** The targets of the policy, in its order. */
export function statedTargets(settings: TargetsSettings): StatedTarget[] {
  return Object.entries(settings)
    .filter(([key]) => !Object.hasOwn(own, key))
    .map(([key, target]) => ({ key, settings: target as TargetSettings }));
}

/** Members that promise something and are built for no target: nobody would look whether they keep it. */
function untried(settings: TargetsSettings): string[] {
  const targets = statedTargets(settings);
  const isBuilt = (member: string) => targets.some(({ settings: { members } }) => members?.includes(member) ?? true);
  return Object.keys(settings.crates).filter((member) => !isBuilt(member));
}
