export interface FirstPolicy {
  name: string;
  standard: string;
  level: string;
  /** An exact release. */
  baseline: string;
}

/** The policy that `assay init` writes: complete, and saying of each line what it is for. */
export function firstPolicy({ name, standard, level, baseline }: FirstPolicy): string {
  return `# The policy of Assay: what this workspace is held to. Every key is explained in
# https://github.com/assay-rs/assay/blob/main/docs/policy.md, every rule by assay explain.

[project]
name = ${JSON.stringify(name)}
standard = ${JSON.stringify(standard)} # or "IEC 61508", "IEC 62304", "DO-178C", "EN 50716"
level = ${JSON.stringify(level)} # of every workspace member that [levels] does not name

# Members with an integrity level of their own:
# [levels]
# motor-control = "ASIL D"

[baseline]
rust = ${JSON.stringify(baseline)} # the release that every locked package must compile with

# Members with a baseline of their own:
# [baseline.crates]
# telemetry = "1.95.0"

# A finding that may stand for a while, with a reason and somebody's approval:
# [[deviation]]
# id = "DEV-001"
# rule = "msrv/above-baseline"
# scope = { package = "time" }
# rationale = "Only reached from telemetry (QM)."
# approved-by = "functional safety, change request 4711"
# expires = 2027-03-31
`;
}
