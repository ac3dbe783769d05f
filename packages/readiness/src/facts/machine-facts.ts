import type { Known, ReadinessRecord } from '../record.js';
import type { Traits } from '../sources/traits.js';
import { known, notKnown } from './known.js';
import type { View } from './view.js';

type MachineFacts = Pick<
  ReadinessRecord,
  | 'panic'
  | 'pointerWidth'
  | 'endian'
  | 'architecture'
  | 'os'
  | 'environment'
  | 'atomics'
  | 'floatAbi'
  | 'cpu'
  | 'llvmTarget'
>;

/** What holds of the machine that is compiled for, by the word of the compiler or of the custom target's file. */
export function machineFacts(view: View): MachineFacts {
  const of = <T>(pick: (traits: Traits) => T | null, ifSilent = view.noTrait): Known<T> => {
    const claims = view.stated(view.traits === undefined ? null : pick(view.traits));
    return claims.length > 0 ? known(claims) : notKnown(view.traits === undefined ? view.noTrait : ifSilent);
  };
  return {
    panic: of(({ panic }) => panic),
    pointerWidth: of(({ pointerWidth }) => pointerWidth),
    endian: of(({ endian }) => endian),
    architecture: of(({ architecture }) => architecture),
    os: of(({ os }) => os),
    environment: of(({ environment }) => [...new Set(environment)].filter((name) => name !== '').join(', ') || 'none'),
    atomics: of(
      ({ atomics }) => atomics,
      'rustc --print cfg names only atomics that have compare-and-swap, and none here',
    ),
    floatAbi: of(({ floatAbi }) => floatAbi, 'the compiler’s specification leaves it to LLVM'),
    cpu: of(({ cpu }) => cpu, 'there is no default: -C target-cpu has to name one'),
    llvmTarget: of(({ llvmTarget }) => llvmTarget),
  };
}
