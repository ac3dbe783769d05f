/** What the compiler's source says of a target's standing; each `null` where it says nothing. */
export interface Metadata {
  description: string | null;
  tier: number | null;
  hostTools: boolean | null;
  std: boolean | null;
}

/** What a compiler knows of a target, in the words of a readiness record; each `null` where it did not say. */
export interface Traits {
  /** `specification`: JSON. `cfg`: the lines of `rustc --print cfg`, which say less, and nothing of what a target's standing is. */
  from: 'specification' | 'cfg';
  metadata: Metadata;
  llvmTarget: string | null;
  architecture: string | null;
  os: string | null;
  /** `target_env` and `target_abi`; each empty where there is none. */
  environment: [env: string, abi: string];
  pointerWidth: number | null;
  endian: 'little' | 'big' | null;
  panic: 'unwind' | 'abort' | null;
  atomics: string | null;
  floatAbi: string | null;
  cpu: string | null;
  /** `null` where it is not known; otherwise what the specification names, and the kind of program that its flags are written for. */
  linker: { name: string | null; flavor: string | null } | null;
}
