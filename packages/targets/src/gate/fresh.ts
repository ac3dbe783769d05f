import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { readCargoFailure } from '@assay/rust';
import { memberWords, profileWords, runCargo, type Way } from './cargo-run.js';
import type { GateRequest } from './request.js';

/**
 * Has Cargo forget what it built of the members before: it goes by the times of files, and what a cache brought back, or whoever set them, may be older
 * than what was built of something else. Packages from elsewhere stay, which Cargo knows by their checksums. Gaps where it does not. Throws WorldError
 * when interrupted.
 */
export async function forgetMembers(world: World, request: GateRequest, way: Way): Promise<Gap[]> {
  const profiles = new Set(request.builds.map(({ profile }) => profile));
  const gaps: Gap[] = [];
  for (const profile of profiles) {
    const args = ['clean', ...way.words, ...memberWords(request.members), ...profileWords({ profile })];
    const ended = await runCargo(world, request, way, args, CLEAN_TIMEOUT);
    if ('result' in ended && ended.result.status === 0) continue;
    const why = 'result' in ended ? readCargoFailure(ended.result.stderr, world.anchors).message : ended.why;
    gaps.push({
      what: `whether what is built for ${request.name} is what stands in the sources (${profile})`,
      why: `Cargo does not forget what it built before: ${why}`,
      remedy: 'remove target/assay/build, and run the check again',
    });
  }
  return gaps;
}

/** 10 minutes: large folders on slow discs. */
const CLEAN_TIMEOUT = 600_000;
