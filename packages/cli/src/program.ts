import { exitStatus, UserError } from '@assay/evidence';
import { type AnticipatedTree, anticipating, type Host } from '@assay/host';
import type { Request } from '@assay/pipeline';
import { VERSION } from '@assay/pipeline/version';
import { workspaceRoot } from '@assay/pipeline/workspace-root';
import { identityRuns } from '@assay/rust/identity-run';
import { membersRun, metadataRun } from '@assay/rust/metadata-run';
import { PASSPHRASE_VARIABLE } from '@assay/signature/passphrase';
import { Command, CommanderError, Option } from 'commander';
import { workspaceFolder } from './commands/workspace-folder.js';
import type { Context } from './terminal.js';

/** How results are shown. */
export type Format = 'human' | 'json' | 'sarif' | 'markdown';

/** The options that every command on a workspace takes. */
export interface CommonOptions {
  manifestPath: string;
  policy?: string;
  evidenceDir?: string;
  format: Format;
}

/** Reads the arguments, runs the command they name, and returns its exit status. */
export async function runProgram(args: readonly string[], context: Context): Promise<number> {
  let status: number = exitStatus.pass;
  const program = defineProgram(context, (result) => {
    status = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Commander has said what is wrong. Help and version end this way too, with status 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.pass : exitStatus['no-verdict'];
    throw error;
  }
}

function defineProgram(context: Context, settle: (status: number) => void): Command {
  const { terminal } = context;
  const program = new Command('assay')
    .description('The qualification CI for safety-critical Rust: one command, the same checks anywhere.')
    .version(`assay ${VERSION}`, '-V, --version', 'print the version')
    // Options after a command are that command's, also where one above it has an option of the same name.
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('(assay --help lists the commands, assay COMMAND --help their options)')
    .configureOutput({ writeOut: (text) => terminal.print(text), writeErr: (text) => terminal.note(text.trimEnd()) })
    .exitOverride()
    .addHelpText('after', '\nExit status: 0 pass, 1 fail, 2 no verdict or wrong usage, 130 interrupted.');

  onWorkspace(program.command('qualify'))
    .description('run every check, then write the bundle and the report')
    .option('--only <checks>', 'run only these, comma-separated; partial: makes no bundle', someChecks)
    .option('--skip <checks>', 'run all but these, comma-separated; partial: makes no bundle', list)
    .action(async (folder, options) => {
      const chosen = inFolder(folder, options);
      const begun = await begin(context, chosen.manifestPath, { metadata: true, toolchain: true });
      const { qualifyCommand } = await import(/* webpackMode: "eager" */ './commands/qualify.js');
      settle(await qualifyCommand(begun, chosen));
    });

  program
    .command('init')
    .description('write a first assay.toml, rust-toolchain.toml and caller workflow; overwrites nothing')
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--standard <name>', 'the standard, as it calls itself', 'ISO 26262')
    .option('--level <name>', 'the integrity level, as the standard writes it', 'QM')
    .option('--baseline <release>', 'the Rust release that everything must compile with (default: the compiler in use)')
    .action(async (folder, options) => {
      const { initCommand } = await import(/* webpackMode: "eager" */ './commands/init.js');
      settle(await initCommand(context, inFolder(folder, options)));
    });

  const toolchain = program.command('toolchain').description('the compiler that builds the workspace');
  onWorkspace(toolchain.command('verify'))
    .description('is the compiler that would run the one that is pinned, and what is known to be wrong with it?')
    .action(async (folder, options) => {
      const chosen = inFolder(folder, options);
      const begun = await begin(context, chosen.manifestPath, { toolchain: true });
      settle(await runCheckCommand(begun, 'toolchain', chosen));
    });

  toolchain
    .command('lock')
    .description('write assay.lock: the toolchain byte for byte; locking for a further host adds to it')
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .addOption(
      new Option(
        '--from <origin>',
        'installed: what is on this machine, trusted on first use; dist: the signed release',
      )
        .choices(['installed', 'dist'])
        .default('installed'),
    )
    .option('--documentation', 'lock share/doc and share/man too')
    .option(
      '--server <url>',
      'dist: the release server, or a folder laid out like it (default: RUSTUP_DIST_SERVER, else https://static.rust-lang.org)',
    )
    .option('--signing-key <file>', "dist: require a signature by this OpenPGP key instead of the Rust project's")
    .option('--host <triples>', 'dist: hosts to lock for, comma-separated (default: this machine)', list)
    .option('--target <triples>', 'dist: targets besides those of rust-toolchain.toml, comma-separated', list)
    .option('--component <names>', 'dist: components besides those of rust-toolchain.toml, comma-separated', list)
    .action(async (folder, options) => {
      const { lockCommand } = await import(/* webpackMode: "eager" */ './commands/lock.js');
      settle(await lockCommand(context, inFolder(folder, options)));
    });

  toolchain
    .command('known-problems')
    .description('take newer data about known problems, as known-problems.json beside the policy')
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .requiredOption('--from <file>', 'the newer data, in the form of packages/rust/data/known-problems.json of Assay')
    .action(async (folder, options) => {
      const { knownProblemsCommand } = await import(/* webpackMode: "eager" */ './commands/known-problems.js');
      settle(await knownProblemsCommand(context, inFolder(folder, options)));
    });

  defineMsrv(program, context, settle);

  onWorkspace(program.command('coverage'))
    .description('do the tests reach what the integrity level of each member asks for: statements, decisions, MC/DC?')
    .option('--base <commit>', 'tell changed code that no test reaches, against this commit or branch')
    .action(async (folder, options) => {
      const { base, ...chosen } = inFolder(folder, options);
      const begun = await begin(context, chosen.manifestPath, { members: true });
      const commanded = base === undefined ? undefined : { coverage: { base } };
      settle(await runCheckCommand(begun, 'coverage', chosen, commanded));
    });

  defineTargets(program, context, settle);

  program
    .command('deviations')
    .description('who permitted what until when: requested, approved, about to expire, expired, unused')
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--policy <file>', 'the policy (default: assay.toml in the workspace)')
    .option('--evidence-dir <dir>', 'evidence that says what they cover (default: target/assay/evidence)')
    .addOption(new Option('--format <format>', 'how to show the list').choices(['human', 'json']).default('human'))
    .action(async (folder, options) => {
      const { deviationsCommand } = await import(/* webpackMode: "eager" */ './commands/deviations.js');
      settle(await deviationsCommand(context, inFolder(folder, options)));
    });

  onWorkspace(program.command('bundle'))
    .description('make one bundle of the evidence that the checks left')
    .option('--output <file>', 'where it goes (default: bundle.zip beside the folder of evidence)')
    .option('--include-assay', 'put this Assay into it, so that it can be verified with Node alone')
    .option('--sign <key>', `sign it with ${KEY}`)
    .addOption(timestampServer())
    .action(async (folder, options) => {
      const { bundleCommand } = await import(/* webpackMode: "eager" */ './commands/bundle.js');
      settle(await bundleCommand(context, inFolder(folder, options)));
    });

  program
    .command('sign')
    .description('sign a bundle that is there already, with a key of your organisation')
    .argument('<file>', 'the bundle')
    .requiredOption('--key <key>', KEY)
    .addOption(timestampServer())
    .option('--output <file>', 'where the signature goes (default: beside the bundle, bundle.zip.sigstore.json)')
    .action(async (file, options) => {
      const { signCommand } = await import(/* webpackMode: "eager" */ './commands/sign.js');
      settle(await signCommand(context, file, options));
    });

  program
    .command('verify')
    .description('is a bundle what it claims, by all that can be recomputed, and who vouches for it?')
    .argument('<file>', 'the bundle')
    .option('--trust <file>', 'demand a signature by somebody whom this file names (docs/signatures.md)')
    .option('--signature <file>', 'the signature (default: beside the bundle, bundle.zip.sigstore.json)')
    .addOption(new Option('--format <format>', 'how to show the result').choices(['human', 'json']).default('human'))
    .action(async (file, options) => {
      const { verifyCommand } = await import(/* webpackMode: "eager" */ './commands/verify.js');
      settle(await verifyCommand(context, file, options));
    });

  program
    .command('audit')
    .description(
      'the evidence of a run or a release on GitHub, fetched, verified and told; of several bundles, what changed',
    )
    .argument('<what...>', 'OWNER/REPO with --run or --release; a bundle; or several, from the earliest to the latest')
    .option('--run <number>', 'the run whose bundle is wanted')
    .option('--release <tag>', 'the release that the bundle is attached to, as bundle.zip or PREFIX-bundle.zip')
    .option('--artifact-prefix <prefix>', "first part of the artifacts' names", 'assay')
    .option('--allow-fork', "take the evidence of a fork's pull request for the project's")
    .option('--trust <file>', 'demand a signature by somebody whom this file names (docs/signatures.md)')
    .option('--output <dir>', 'keep the bundle and the report there; of several bundles, the report with what changed')
    .addOption(
      new Option('--format <format>', 'how to show the result').choices(['human', 'json', 'markdown']).default('human'),
    )
    .addHelpText('after', AUDIT_HELP)
    .action(async (what, options) => {
      const { auditCommand } = await import(/* webpackMode: "eager" */ './commands/audit.js');
      settle(await auditCommand(context, what, options));
    });

  program
    .command('explain')
    .description('what a rule means, why a standard wants it, how to repair it')
    .argument('[rule]', 'a rule id, such as msrv/above-baseline; without it, every rule in a line')
    .action(async (rule) => {
      const { explainCommand } = await import(/* webpackMode: "eager" */ './commands/explain.js');
      settle(await explainCommand(context, rule));
    });

  program
    .command('selftest')
    .description("run every rule's controls on this installation: its gates can fail")
    .addOption(manifestPath())
    .option('--evidence-dir <dir>', 'where selftest.json goes (default: target/assay/evidence in the workspace)')
    .addOption(new Option('--format <format>', 'how to show the result').choices(['human', 'json']).default('human'))
    .action(async (options) => {
      const { selftestCommand } = await import(/* webpackMode: "eager" */ './commands/selftest.js');
      settle(await selftestCommand(context, inFolder(undefined, options)));
    });

  return program;
}

const AUDIT_HELP = `
The token is taken from GITHUB_TOKEN, else GH_TOKEN; it needs actions: read for runs, contents: read for releases.
Another server is named in GITHUB_API_URL. Exit status: that of the last bundle's verdict, whatever changed.`;

function defineMsrv(program: Command, context: Context, settle: (status: number) => void): void {
  const msrv = onWorkspace(program.command('msrv').enablePositionalOptions())
    .description(
      'does every package that is built fit the baseline: by what it declares, by its manifest, by compiling?',
    )
    .option('--prove', 'compile every member with its baseline (default: the members above the lowest rank)')
    .option('--no-prove', 'do not compile; what the policy asks to be proved is a gap then')
    .option('--published', 'also hold the members that can be published to the conventions of docs/published-crates.md')
    .action(async (folder, options) => {
      const chosen = inFolder(folder, options);
      const begun = await begin(context, chosen.manifestPath, { metadata: true });
      const { prove, published } = options;
      const proving = prove === undefined ? {} : prove ? { prove } : { skipProof: true };
      const commanded = { msrv: { ...proving, ...(published === true ? { published } : {}) } };
      settle(await runCheckCommand(begun, 'msrv', chosen, commanded));
    });

  msrv
    .command('plan')
    .description(
      'the lock file with which every member compiles on its baseline, with the fewest changes, proved by compiling',
    )
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--policy <file>', 'the policy (default: assay.toml in the workspace)')
    .option('--evidence-dir <dir>', 'the plan goes beside it (default: target/assay/evidence in the workspace)')
    .option('--write', 'replace Cargo.lock by the planned one, whole or not at all')
    .option('--check', 'fail when Cargo.lock is not what the plan gives')
    .option('--offline', 'use no network: only what Cargo keeps on this machine')
    .addOption(new Option('--format <format>', 'how to show the plan').choices(['human', 'json']).default('human'))
    .action(async (folder, options) => {
      const { planCommand } = await import(/* webpackMode: "eager" */ './commands/plan.js');
      settle(await planCommand(context, inFolder(folder, options)));
    });

  msrv
    .command('baselines')
    .description('the baselines that have a name; of several, the newest release that all of them have')
    .argument('[names...]', 'names of baselines, such as debian-12 yocto-5.0')
    .addOption(new Option('--format <format>', 'how to show the result').choices(['human', 'json']).default('human'))
    .action(async (names, options) => {
      const { baselinesCommand } = await import(/* webpackMode: "eager" */ './commands/baselines.js');
      settle(await baselinesCommand(context, names, options));
    });
}

function defineTargets(program: Command, context: Context, settle: (status: number) => void): void {
  const load = () => import(/* webpackMode: "eager" */ './commands/targets.js');
  const targets = onWorkspace(program.command('targets').enablePositionalOptions())
    .description('can the project bet on each of its targets, and do its members build and run there?')
    .option('--target <names>', 'only these targets of the policy, comma-separated', list)
    .action(async (folder, options) => {
      const chosen = inFolder(folder, options);
      const begun = await begin(context, chosen.manifestPath, { members: true });
      const { targetsCommand } = await load();
      settle(await targetsCommand(begun, chosen));
    });

  targets
    .command('list')
    .description('look through all targets of the compiler in use')
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--wanted <words>', 'what a target must have, comma-separated: "no_std, tier 2, thumb"')
    .addOption(new Option('--format <format>', 'how to show the result').choices(['human', 'json']).default('human'))
    .action(async (folder, options) => {
      const { listTargetsCommand } = await load();
      settle(await listTargetsCommand(context, inFolder(folder, options)));
    });

  targets
    .command('plan')
    .description("GitHub's matrix for the targets of the policy, and the evidence that its jobs owe, as JSON")
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--policy <file>', 'the policy (default: assay.toml in the workspace)')
    .option(
      '--runs-on <label>',
      'the runner of targets that name none of their own: a label, or JSON as `runs-on` takes it',
      'ubuntu-24.04',
    )
    .action(async (folder, options) => {
      const { planTargetsCommand } = await load();
      settle(await planTargetsCommand(context, inFolder(folder, options)));
    });
}

/**
 * Sets to work, before the checks are loaded, what takes long: Cargo, the compiler's word for itself, and taking in the toolchain's files. Throws
 * UserError when there is no workspace.
 */
async function begin(
  context: Context,
  manifestPath: string,
  {
    members = false,
    metadata = false,
    toolchain = false,
  }: Partial<Record<'members' | 'metadata' | 'toolchain', boolean>>,
): Promise<Context> {
  const root = await workspaceRoot(context.host, workspaceFolder(manifestPath));
  const runs = [
    ...(members || metadata ? [membersRun] : []),
    ...(metadata ? [metadataRun] : []),
    ...(toolchain ? identityRuns : []),
  ];
  const host = anticipating(context.host, root, { runs });
  const tree = toolchain ? await lookAhead(host, root) : undefined;
  return { ...context, host: tree === undefined ? host : anticipating(host, root, { trees: [tree] }) };
}

async function lookAhead(host: Host, root: string): Promise<AnticipatedTree | undefined> {
  const { treeAhead } = await import(/* webpackMode: "eager" */ '@assay/pipeline/tree-ahead');
  return treeAhead(host.world(root));
}

async function runCheckCommand(
  context: Context,
  name: string,
  options: CommonOptions,
  commanded?: Request['commanded'],
): Promise<number> {
  const { checkCommand } = await import(/* webpackMode: "eager" */ './commands/check.js');
  return checkCommand(context, name, options, commanded);
}

const FOLDER = "the workspace's folder, which --manifest-path names as well (default: this one)";

/** The options with the folder that stands after the command, the shorter way to say --manifest-path. */
function inFolder<Options extends { manifestPath?: string }>(
  folder: string | undefined,
  options: Options,
): Options & { manifestPath: string } {
  if (folder !== undefined && options.manifestPath !== undefined) {
    throw new UserError('the workspace is named twice', {
      remedy: 'give its folder, or --manifest-path, but not both',
    });
  }
  return { ...options, manifestPath: folder ?? options.manifestPath ?? '.' };
}

function onWorkspace(command: Command): Command {
  return command
    .argument('[folder]', FOLDER)
    .addOption(manifestPath())
    .option('--policy <file>', 'the policy (default: assay.toml in the workspace)')
    .option('--evidence-dir <dir>', 'where evidence goes (default: target/assay/evidence in the workspace)')
    .addOption(
      new Option('--format <format>', 'how to show the result')
        .choices(['human', 'json', 'sarif', 'markdown'])
        .default('human'),
    );
}

/** What `--sign` and `--key` take. */
const KEY = `a private key, Ed25519 or ECDSA P-256 (PKCS#8 PEM); its passphrase stands in ${PASSPHRASE_VARIABLE}`;

function timestampServer(): Option {
  return new Option('--timestamp-server <url>', 'have the signature timestamped there (RFC 3161), by HTTP or HTTPS');
}

function manifestPath(): Option {
  return new Option('--manifest-path <dir>', "the workspace's folder, or its Cargo.toml (default: this folder)");
}

/** Throws UserError where none is named: `--only ''` would leave nothing to run. */
function someChecks(text: string): string[] {
  const names = list(text);
  if (names.length > 0) return names;
  throw new UserError('--only names no check', {
    remedy: 'name at least one, such as --only msrv, or leave the option out',
  });
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
