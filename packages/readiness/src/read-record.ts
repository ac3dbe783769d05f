import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { type AskedTarget, isCustom, readCustomTarget, targetName } from './asked.js';
import type { Knowledge } from './knowledge.js';
import type { ReadinessRecord } from './record.js';
import { type LookedAt, recordOf } from './record-of.js';
import { answered, troubleOf } from './sources/answer.js';
import { askCfg, askTraits } from './sources/compiler.js';
import { readDocumentedPage } from './sources/documentation.js';
import { findLinker } from './sources/linker.js';
import type { Sources } from './sources/sources.js';

/**
 * Reads the record of one target: what all sources say, and what is looked at for it alone, its page and its linker. What the compiler
 * does not answer is a gap; what another source does not, stands in the record. Throws UserError for a custom target's file that is none,
 * and WorldError.
 */
export async function readRecord(
  world: World,
  sources: Sources,
  asked: AskedTarget,
  knowledge: Knowledge,
): Promise<{ record: ReadinessRecord; gaps: Gap[] }> {
  const found = await findTarget(world, sources, asked);
  const [page, linker] = await Promise.all([
    readPageOf(world, sources, found),
    findLinker(world, sources, { name: found.name, traits: answered(found.traits) }),
  ]);
  const record = recordOf(sources, { ...found, page, linker }, asked, knowledge);
  return { record, gaps: gapsOf(sources, found, asked) };
}

/** A target as far as the compiler, or its own file, knows it. */
export type FoundTarget = Omit<LookedAt, 'page' | 'linker'>;

/** Finds out what a target is. Throws UserError and WorldError. */
export async function findTarget(world: World, sources: Sources, asked: AskedTarget): Promise<FoundTarget> {
  const { key } = asked;
  const name = targetName(key);
  if (isCustom(key)) {
    const traits = await readCustomTarget(world, asked);
    return { name, key, kind: 'custom', traits, taken: await askCfg(world, sources.rustc, key) };
  }
  const targets = answered(sources.targets);
  if (targets !== undefined && !targets.includes(key)) {
    const trouble = `rustc ${sources.identity.release} has no target of this name`;
    return { name, key, kind: 'unknown', traits: { trouble }, taken: null };
  }
  const traits = answered(sources.specifications)?.get(key) ?? (await askTraits(world, sources.rustc, key));
  // A compiler that does not list its targets may know it all the same.
  const isKnown = targets !== undefined || 'value' in traits;
  return { name, key, kind: isKnown ? 'built-in' : 'unknown', traits, taken: null };
}

async function readPageOf(world: World, sources: Sources, { kind, name }: FoundTarget): Promise<LookedAt['page']> {
  const page = kind === 'custom' ? undefined : answered(sources.documentation)?.get(name)?.page;
  return page === undefined || page === null
    ? null
    : readDocumentedPage(world, sources.sysroot, { page, target: name });
}

function gapsOf(sources: Sources, { kind, name, traits }: FoundTarget, { at }: AskedTarget): Gap[] {
  const place = at === null ? {} : { at };
  const remedy =
    'run rustc yourself with these arguments, and see what it says; install the toolchain again if it is damaged';
  const noList = troubleOf(sources.targets);
  if (noList !== null) return [{ what: 'the targets of the compiler', why: noList, remedy, ...place }];
  const trouble = kind === 'built-in' ? troubleOf(traits) : null;
  return trouble === null
    ? []
    : [{ what: `what the compiler says of the target ${name}`, why: trouble, remedy, ...place }];
}
