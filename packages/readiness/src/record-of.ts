import { allNear } from '@assay/evidence';
import type { AskedTarget } from './asked.js';
import { installedOf, libraryEvidence, prebuiltOf } from './facts/availability.js';
import { claim, known, notKnown } from './facts/known.js';
import { libraryOf } from './facts/library.js';
import { linkerFacts } from './facts/linker-facts.js';
import { machineFacts } from './facts/machine-facts.js';
import { minimumOsOf } from './facts/minimum-os.js';
import { hostToolsOf, tierOf } from './facts/standing.js';
import { type Looked, type View, viewOf } from './facts/view.js';
import type { Knowledge } from './knowledge.js';
import type { Known, ReadinessRecord } from './record.js';
import { answered } from './sources/answer.js';
import type { Linker } from './sources/linker.js';
import type { Sources } from './sources/sources.js';
import { sourcesOf } from './sources-of.js';

/** What was looked at for one target alone, its linker among it: `undefined` where nothing names one, `null` where nobody looked. */
export interface LookedAt extends Looked {
  linker: Linker | null | undefined;
}

/** Makes the record of one target from what the sources say. */
export function recordOf(
  sources: Sources,
  looked: LookedAt,
  asked: AskedTarget,
  knowledge: Knowledge,
): ReadinessRecord {
  const { name, kind } = looked;
  const view = viewOf(sources, looked);
  const manifest = answered(sources.manifest);
  return {
    target: name,
    ...{ kind, release: view.release },
    formerNames: knowledge.formerNames(name),
    nearest: kind === 'unknown' ? nearestOf(name, answered(sources.targets) ?? [], knowledge) : [],
    description: descriptionOf(view),
    tier: tierOf(view),
    library: libraryOf(view, libraryEvidence(view, sources)),
    hostTools: hostToolsOf(view, { date: manifest?.date ?? null, isThere: manifest?.rustc.get(name) }),
    prebuilt: prebuiltOf(view, sources),
    installed: installedOf(view, sources),
    ...machineFacts(view),
    ...linkerFacts(view, looked.linker),
    minimumOs: minimumOsOf(view),
    lastTested: lastTestedOf(asked),
    maintainers: known(view.inDocumentation(view.page?.maintainers), noMaintainers(looked, view)),
    page: known(view.inDocumentation(view.documented?.page), noPage(view)),
    vendors: knowledge.vendorsOf(name, view.release),
    changes: knowledge.changesOf(name),
    newestKnown: knowledge.newestKnown(),
    blockers: asked.blockers.map(({ what, at }) => ({ id: idIn(what), what, source: 'assay.toml', at })),
    sources: [
      ...sourcesOf(sources, looked, view),
      ...knowledge.data.map(({ what, date }) => ({ source: 'assay' as const, what, date, available: null })),
    ],
  };
}

function descriptionOf(view: View): Known<string> {
  const { traits, documented } = view;
  const claims = [...view.stated(traits?.metadata.description), ...view.inDocumentation(documented?.notes || null)];
  return claims.length > 0 ? known(claims) : notKnown(`${view.noTrait}; ${view.undocumented}`);
}

function lastTestedOf({ lastTestedOs, lastTested }: AskedTarget): Known<string> {
  const words = [lastTestedOs, lastTested].filter((word) => word !== null).join(', ');
  return words === '' ? notKnown('the policy names none') : known(claim('policy', lastTested, words));
}

function noPage({ documented, undocumented }: View): string | null {
  if (documented === undefined) return undocumented;
  return documented.page === null ? 'the rust-docs have no page on it' : null;
}

function noMaintainers({ page }: Looked, view: View): string | null {
  if (page === null) return noPage(view) ?? 'its page was not read';
  if ('trouble' in page) return page.trouble;
  return page.value.maintainers === null ? 'its page names none' : null;
}

/** What an unknown name may have been meant for: what it is called in this release, then what is written most like it. */
function nearestOf(name: string, targets: readonly string[], knowledge: Knowledge): string[] {
  const renamed = [knowledge.laterNameOf(name)?.name, ...knowledge.formerNames(name).map((former) => former.name)];
  const there = renamed.filter((other): other is string => other !== undefined && targets.includes(other));
  return [...new Set([...there, ...allNear(name, targets)])].slice(0, 5);
}

/** What a blocker is known by: its address, or the number of an issue; else its own words. */
function idIn(blocker: string): string {
  return /https?:\/\/\S+|\S*#\d+/.exec(blocker)?.[0] ?? blocker;
}
