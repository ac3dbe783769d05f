import type { Point, Span } from './place.js';
import type { Probes } from './probes.js';

/** Everything that one source file obliges its tests to reach. Lists are in the order of the source. */
export interface FileObligations {
  readonly functions: readonly FunctionItem[];
  readonly statements: readonly Statement[];
  readonly decisions: readonly Decision[];
  readonly modules: readonly ModuleDeclaration[];
  readonly includes: readonly Include[];
  /** Code whose decisions no record can show: macro definitions, and macro calls whose content is no Rust. */
  readonly macroBodies: readonly MacroBody[];
  /** Test code: its functions are listed, its statements and decisions are not. */
  readonly excludedRegions: readonly ExcludedRegion[];
  /** Names, without their paths, of what constants call: a `const fn` among them may run at compile time alone. */
  readonly constantCalls: ReadonlySet<string>;
  /** Parts that did not parse: what stands in them is not known. */
  readonly troubles: readonly Trouble[];
  readonly trouble?: undefined;
}

/** A file, or a part of one, that the parser of Rust does not understand. Its obligations are not known. */
export interface Trouble {
  readonly message: string;
  readonly span: Span;
  /** The function that it stands in. */
  readonly function?: number;
}

/** The file as a whole does not parse. */
export interface Unparsed {
  readonly trouble: Trouble;
}

/** What holds of a piece of code by reason of where it stands. */
export interface Surroundings {
  /** Index into `functions`; undefined outside functions (the initialiser of a constant). */
  readonly function: number | undefined;
  /** The texts of the `cfg` predicates that guard it, its own last: `feature = "std"`. */
  readonly cfg: readonly string[];
  /** It runs at compile time: `constant` always, `const fn` where the call is in a constant. */
  readonly constContext: ConstContext | undefined;
  /** The macro in whose arguments it stands, outermost first: `println`. A macro may drop or repeat its arguments. */
  readonly macros: readonly string[];
}

export type ConstContext = 'constant' | 'const fn';

/** A function, method or trait method with a body. A closure belongs to the function that it stands in. */
export interface FunctionItem {
  /** Its path in the file: `module::Type::method`, `<Type as Trait>::method`, `outer::inner`. */
  readonly name: string;
  /** The item with its attributes left out. */
  readonly span: Span;
  readonly bodySpan: Span;
  /** Where LLVM's first region of the function begins: the visibility or the first keyword. */
  readonly signature: Point;
  readonly isConst: boolean;
  readonly isAsync: boolean;
  /** Type or const parameters, its own or those of the impl around it; `impl Trait` parameters; a trait's own methods. */
  readonly isGeneric: boolean;
  /** Attributes that are not the compiler's own, so macros that may rewrite the function: `tokio::main`. */
  readonly macroAttributes: readonly string[];
  /** The macro in whose arguments it stands, outermost first. */
  readonly macros: readonly string[];
  readonly cfg: readonly string[];
  /** Inside `#[cfg(test)]` code, or carrying `#[test]`, `#[bench]` or an attribute whose path ends in `test`. */
  readonly isTest: boolean;
  /** It carries `#[should_panic]`: a test that passes when it panics. */
  readonly shouldPanic: boolean;
  /** Its body did not parse (see `troubles`): its obligations are not known. */
  readonly isKnown: boolean;
}

/** A `while` or `loop` statement has the count of its rounds, any other that of its executions. */
export interface Statement extends Surroundings {
  readonly kind: 'let' | 'expression' | 'macro' | 'tail' | 'arm' | 'closure';
  readonly span: Span;
  readonly probes: Probes;
}

/** A tree over conditions: indexes into the decision's `conditions`. */
export type Expression =
  | { readonly kind: 'condition'; readonly index: number }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

/** A leaf of a decision. `!a` is one condition, true when `a` is false; `!(a && b)` is two under a `not`. */
export interface Condition {
  /** Exactly the span of LLVM's branch row for it, whose counts are those of the condition, with its `!`. */
  readonly span: Span;
  readonly text: string;
  /** `pattern`: matched or not, as in `if let`. */
  readonly kind: 'boolean' | 'pattern';
  /** Why the compiler records nothing for it, where that is known beforehand: a macro call has no branch row. */
  readonly unmeasured?: string;
}

export type Decision = BooleanDecision | MatchDecision | TryDecision;

interface AnyDecision extends Surroundings {
  readonly span: Span;
  /** Why no record can show this decision: then its conditions and arms may be incomplete. */
  readonly unmeasured?: string;
}

/** A decision with the outcomes true and false, or matched and not matched. */
export interface BooleanDecision extends AnyDecision {
  readonly kind: BooleanKind;
  readonly expression: Expression;
  readonly conditions: readonly Condition[];
  /** For compilers without branch rows: what runs on each outcome, where something does. */
  readonly outcomes: { readonly whenTrue: Probes; readonly whenFalse: Probes };
}

/** `chain`: several conditions of which one at least is a pattern. `logic`: `&&` or `||` used as a value. */
export type BooleanKind =
  | 'if'
  | 'if-let'
  | 'while'
  | 'while-let'
  | 'chain'
  | 'guard'
  | 'let-else'
  | 'assert'
  | 'logic'
  | 'matches';

/** A `match` with two or more arms: each arm is an outcome. */
export interface MatchDecision extends AnyDecision {
  readonly kind: 'match';
  readonly arms: readonly Arm[];
}

export interface Arm {
  /** The pattern, with the guard left out. */
  readonly pattern: Span;
  readonly text: string;
  readonly body: Span;
  readonly cfg: readonly string[];
  /** How often the arm was taken. */
  readonly probes: Probes;
}

/** `operand?`: goes on, or returns early. */
export interface TryDecision extends AnyDecision {
  readonly kind: 'try';
  /** The `?` itself: LLVM's region there counts the early returns. */
  readonly mark: Span;
  /** How often the operand's last call was made. It may have panicked or, with `.await`, been dropped before it returned. */
  readonly operand: Probes;
  /** Reached only when the operand was a success; not always there (`Some(f()?)`). */
  readonly continuation: Probes;
}

/** `mod name;`: the code is in another file. */
export interface ModuleDeclaration {
  readonly name: string;
  /** The inline modules around it, outermost first, each with its own `path` attribute. */
  readonly inside: readonly { readonly name: string; readonly path?: string }[];
  readonly path?: string;
  /** `#[cfg_attr(unix, path = "unix.rs")]`: the path that holds under the predicate. */
  readonly conditionalPaths: readonly { readonly cfg: string; readonly path: string }[];
  readonly cfg: readonly string[];
  readonly isTest: boolean;
  readonly span: Span;
}

/** `include!("file")`. */
export interface Include extends Surroundings {
  /** The literal; undefined when it is made at compile time: `concat!(env!("OUT_DIR"), …)`. */
  readonly path: string | undefined;
  readonly isTest: boolean;
  readonly span: Span;
}

export interface MacroBody {
  /** The macro's name. */
  readonly name: string;
  readonly kind: 'definition' | 'call';
  readonly span: Span;
  readonly cfg: readonly string[];
}

export interface ExcludedRegion {
  readonly span: Span;
  readonly reason: string;
}
