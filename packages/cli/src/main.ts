import { VERSION } from '@assay/pipeline/version';

/**
 * The `assay` command: runs it with these arguments and returns its exit status. All else is loaded only when the arguments
 * ask for more than the version, which tools ask for often and want at once.
 */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`assay ${VERSION}\n`);
    return 0;
  }
  const { run } = await import(/* webpackMode: "eager" */ './run.js');
  return run(args);
}
