import type { Gap } from '@assay/evidence';
import { artifactName, isForLinkingOnly, productsOf } from './artifacts.js';
import type { BuildFact, TargetFacts } from './facts.js';
import { isOfMachine } from './failing.js';
import { namesInWords, tableOf } from './instance.js';
import { buildOf, closureFor } from './unknowns.js';

/** What of the builds came to no result, or left nothing that could be looked at. */
export function buildGaps(facts: TargetFacts): Gap[] {
  return [
    ...nothingBuilt(facts),
    ...facts.builds.flatMap((build) => [
      ...endedGap(facts, build),
      ...toolMissingGap(facts, build),
      ...noArtifactGap(facts, build),
    ]),
    ...leftOutGap(facts),
    ...unidentifiedGap(facts),
    ...panicGap(facts),
    ...closureGap(facts),
    ...promiseGaps(facts),
  ];
}

function nothingBuilt({ target, builds, at }: TargetFacts): Gap[] {
  if (builds.length > 0) return [];
  return [
    {
      what: `whether anything builds for ${target}`,
      why: 'nothing was built for it',
      remedy: `run assay targets --target ${target}`,
      at,
    },
  ];
}

function endedGap({ target, at }: TargetFacts, { name, outcome, command, exit }: BuildFact): Gap[] {
  if (outcome !== 'timed out' && outcome !== 'ended') return [];
  const status = exit === null ? '' : `, with ${exit}`;
  return [
    {
      what: buildOf(target, name),
      why:
        outcome === 'timed out'
          ? 'the build was ended when its time was over'
          : `the build was ended from outside${status}`,
      remedy: `run ${command} and see what holds it up`,
      at,
    },
  ];
}

/** What this machine lacks says nothing of the members. */
function toolMissingGap({ target, stated, compiler, record, at }: TargetFacts, build: BuildFact): Gap[] {
  const [failure] = build.failures.filter(isOfMachine);
  if (failure === undefined) return [];
  const library =
    record.prebuilt.value === true
      ? `run rustup target add ${target} --toolchain ${compiler.release}`
      : `write build-std in ${tableOf(stated)}, and install its source: rustup component add rust-src --toolchain ${compiler.release}`;
  const remedy =
    failure.cause === 'library-missing'
      ? library
      : `install what links for ${target}, or name it as linker in [target.${target}] of .cargo/config.toml`;
  return [{ what: buildOf(target, build.name), why: failure.message, remedy, at }];
}

function noArtifactGap({ target, at }: TargetFacts, { name, outcome, artifacts, command }: BuildFact): Gap[] {
  if (outcome !== 'built' || artifacts.length > 0) return [];
  return [
    {
      what: `what was built for ${target} (${name})`,
      why: 'the build ended well and left no artifact that could be looked at',
      remedy: `run ${command} and see what it builds; name in members those that give something for the target`,
      at,
    },
  ];
}

/** Members that should be built for it and are in no build. */
function leftOutGap({ target, members, builds, at }: TargetFacts): Gap[] {
  const built = new Set(builds.flatMap((build) => build.members));
  const missing = members.filter((member) => !built.has(member));
  if (builds.length === 0 || missing.length === 0) return [];
  return [
    {
      what: `whether ${namesInWords(missing)} can be built for ${target}`,
      why: 'no build of the policy builds it',
      remedy: 'name in builds a profile and features with which it is built, or leave it out with members',
      at,
    },
  ];
}

function unidentifiedGap(facts: TargetFacts): Gap[] {
  const unknown = facts.builds.flatMap((build) =>
    build.artifacts.filter((each) => each.fits === null && !isForLinkingOnly(build, each)),
  );
  const names = [...new Set(unknown.map(artifactName))];
  if (names.length === 0) return [];
  return [
    {
      what: `for which machine ${namesInWords(names)} is built`,
      why: 'its form is not one that Assay reads, or the target’s architecture is not known',
      remedy: `look at it by hand (file, readelf -h), and use a newer version of Assay, which may know it`,
      at: facts.at,
    },
  ];
}

/** Where panics are forbidden: artifacts without symbols, builds without a product, and those that did not make all of theirs. */
function panicGap({ asked, builds, target }: TargetFacts): Gap[] {
  if (asked.forbidPanic?.value !== true) return [];
  const { at } = asked.forbidPanic;
  const unread = builds.flatMap((build) =>
    productsOf(build).flatMap((artifact) => (artifact.panics === null ? [artifactName(artifact)] : [])),
  );
  const open = builds.filter((build) => build.outcome !== 'built' || productsOf(build).length === 0);
  const gap = (what: string, why: string, remedy: string) => ({ what, why, remedy, at });
  return [
    ...(unread.length === 0
      ? []
      : [
          gap(
            `whether ${namesInWords([...new Set(unread)])} can panic on ${target}`,
            'it has no symbol table',
            'build with strip = false in the profile, and strip a copy for the product',
          ),
        ]),
    ...open.map(({ name, outcome }) => {
      const what = `whether what is built for ${target} can panic (${name})`;
      if (outcome === 'built') return gap(what, 'it built no product', 'build a product in it');
      return gap(what, 'not all of it was built', 'repair what keeps it from being built, and run again');
    }),
  ];
}

function closureGap({ target, closure, at }: TargetFacts): Gap[] {
  if (closure !== null) return [];
  return [
    {
      what: closureFor(target),
      why: 'the dependency closure could not be worked out',
      remedy: 'repair what keeps Cargo from building for the target, and run again',
      at,
    },
  ];
}

/** Of a member that the policy does not build for the target, nothing is asked here. */
function promiseGaps({ target, promises, members, builds }: TargetFacts): Gap[] {
  return promises.flatMap(({ member, promised, reaches, at }) => {
    if (reaches !== null || !members.includes(member)) return [];
    const what = `whether ${member} keeps its promise (${promised}) for ${target}`;
    const isBuilt = builds.length > 0 && builds.every(({ outcome }) => outcome === 'built');
    const remedy = isBuilt
      ? 'move its code into a library of its own, and let that promise: what a program links it does not say'
      : 'repair what keeps it from being built for the target, and run again';
    return [{ what, why: 'what it links could not be established', remedy, at }];
  });
}
