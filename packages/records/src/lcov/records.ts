import type { Fields } from './fields.js';
import type { SectionDraft } from './section.js';

/** Reads a record into the section in which it stands; says what is wrong where something is. */
export type ReadRecord = (fields: Fields, section: SectionDraft) => string | undefined;

/**
 * Letters that lcov puts before the number of a block or group: branch of an exception, fall-through, unreachable by the user’s word.
 * Whatever they say, the branch is counted.
 */
const FLAGS = 'efU';

/**
 * The records that stand in a section and tell of one thing. Source: “TRACEFILE FORMAT” in lcov’s docs/man/geninfo.rst, the
 * version of 2026; FN and FNDA are its older form, which llvm-cov and most tools write.
 */
export const records: Readonly<Record<string, ReadRecord>> = {
  /** `DA:line,count[,checksum]` */
  DA(fields, section) {
    section.lines.add(fields.line(), fields.count());
    return undefined;
  },

  /** `FN:line,[end line,]name` */
  FN(fields, section) {
    const line = fields.line();
    fields.skipNumber();
    return section.functions.name(fields.restBytes(), line);
  },

  /** `FNDA:count,name` */
  FNDA(fields, section) {
    const count = fields.count();
    return section.functions.count(fields.restBytes(), count);
  },

  /** `FNL:index,line[,end line]` */
  FNL(fields, section) {
    section.functions.number(fields.index(), fields.line());
    return undefined;
  },

  /** `FNA:index,count,name` */
  FNA(fields, section) {
    const index = fields.index();
    const count = fields.count();
    return section.functions.countNumbered(index, fields.rest(), count);
  },

  /** `BRDA:line,[flags]block,branch,taken`; the branch may be an expression with commas. */
  BRDA(fields, section) {
    const line = fields.line();
    fields.skipLetters(FLAGS);
    const block = fields.index();
    const branch = fields.allButLast();
    section.branches.push({ line, block, branch, taken: fields.countOrHyphen() });
    return undefined;
  },

  /** `MCDC:line,[flags]group size,sense,taken,index,expression`; the expression may have commas. */
  MCDC(fields, section) {
    const line = fields.line();
    fields.skipLetters(FLAGS);
    const groupSize = fields.index();
    const sense = fields.text();
    if (sense !== 't' && sense !== 'f') return 'its sense is neither t nor f';
    const taken = fields.count();
    const index = fields.index();
    if (index >= groupSize) return `its index ${index} is not below its group’s size ${groupSize}`;
    section.mcdc.push({ line, groupSize, index, sense: sense === 't', taken, expression: fields.rest() });
    return undefined;
  },
};

/** The records that stand in a section and are passed over: sums of the others, and the version of the file. */
export const passedOver = ['FNF', 'FNH', 'BRF', 'BRH', 'MCF', 'MCH', 'LF', 'LH', 'VER'];
