import * as z from 'zod';
import type { Answer } from './answer.js';
import { atomicsInWords, cpuInWords, floatAbiOf } from './trait-words.js';
import type { Metadata, Traits } from './traits.js';

const bits = z.union([z.int(), z.string().regex(/^\d{1,3}$/)]).transform(Number);

/** rustc's own form of what it knows of a platform: the keys are looser. What Assay does not read may be anything. */
const Specification = z.object({
  'llvm-target': z.string(),
  arch: z.string(),
  os: z.string().default('none'),
  env: z.string().default(''),
  abi: z.string().default(''),
  // A number from 1.91 on, a text before.
  'target-pointer-width': bits,
  'target-endian': z.enum(['little', 'big']).default('little'),
  'max-atomic-width': bits.optional(),
  'atomic-cas': z.boolean().default(true),
  'panic-strategy': z.enum(['unwind', 'abort', 'immediate-abort']).default('unwind'),
  linker: z.string().optional(),
  'linker-flavor': z.string().optional(),
  cpu: z.string().optional(),
  'need-explicit-cpu': z.boolean().default(false),
  features: z.string().default(''),
  'llvm-floatabi': z.string().optional(),
  'llvm-abiname': z.string().optional(),
  'rustc-abi': z.string().optional(),
  metadata: z
    .object({
      description: z.string().nullish(),
      tier: z.int().min(1).max(3).nullish(),
      host_tools: z.boolean().nullish(),
      std: z.boolean().nullish(),
    })
    .nullish(),
});
export type Specification = z.infer<typeof Specification>;

/**
 * Reads a target specification, as `rustc --print target-spec-json` prints it and as a custom target's file holds it; defaults are
 * rustc's own (facts: `TargetOptions` of rustc 1.85 and 1.95). Why not: a key is missing, or is of another type.
 */
export function readSpecification(value: unknown): Answer<Traits> {
  const { data, error } = Specification.safeParse(value);
  if (data !== undefined) return { value: traitsOf(data) };
  const [issue] = error.issues;
  const key = issue?.path.join('.') ?? '';
  return { trouble: key === '' ? 'it is no table of keys' : `its ${key} is missing, or not what rustc takes` };
}

function traitsOf(spec: Specification): Traits {
  const pointerWidth = spec['target-pointer-width'];
  return {
    from: 'specification',
    metadata: metadataOf(spec),
    llvmTarget: spec['llvm-target'],
    architecture: spec.arch,
    os: spec.os,
    environment: [spec.env, spec.abi],
    pointerWidth,
    endian: spec['target-endian'],
    panic: spec['panic-strategy'] === 'unwind' ? 'unwind' : 'abort',
    atomics: atomicsInWords(spec['max-atomic-width'] ?? pointerWidth, spec['atomic-cas']),
    floatAbi: floatAbiOf(spec),
    cpu: cpuInWords(spec),
    linker: { name: spec.linker ?? null, flavor: spec['linker-flavor'] ?? null },
  };
}

function metadataOf({ metadata }: Specification): Metadata {
  return {
    description: metadata?.description ?? null,
    tier: metadata?.tier ?? null,
    hostTools: metadata?.host_tools ?? null,
    std: metadata?.std ?? null,
  };
}
