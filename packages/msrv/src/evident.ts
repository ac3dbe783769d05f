import type { MsrvFacts } from './facts.js';
import { inWords } from './words.js';

/** How many packages are built. Pure. */
export function examinedIn({ packages }: Pick<MsrvFacts, 'packages'>): number {
  return packages.filter(({ builtFor }) => builtFor.length > 0).length;
}

/** The lock file, and the manifests of a workspace whose members are known. Pure. */
export function inputsIn({ lock, members, packages }: MsrvFacts): { path: string }[] {
  const own = packages.flatMap(({ source, manifest }) => (source === 'member' ? (manifest ?? []) : []));
  const manifests = members.length === 0 ? [] : [...new Set(['Cargo.toml', ...own])];
  return [...(lock.state === 'missing' ? [] : [lock.path]), ...manifests].map((path) => ({ path }));
}

/** Which members had to be compiled with their baseline, and were not, or came to no result in a feature set. Pure. */
export function unestablishedIn({ members, proof }: MsrvFacts): string[] {
  const isEstablished = ({ id, baseline }: MsrvFacts['members'][number]) => {
    const runs = proof.runs.filter(({ member, rust }) => member === id && rust === baseline.rust);
    return runs.length > 0 && runs.every(({ outcome }) => outcome !== 'not-established');
  };
  const open = members.filter((each) => each.proof === 'asked' && !isEstablished(each));
  return open.length === 0 ? [] : [`whether ${inWords(open.map(({ name }) => name))} compiled with the baseline`];
}
