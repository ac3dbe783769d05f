/** The compiler's options for what is measured. */
export const INSTRUMENT = '-C instrument-coverage';

/** Counts the values of every condition, not only those of whole branches. Unstable: a compiler may refuse it. */
export const CONDITIONS = '-Z coverage-options=condition';

/**
 * The program that Cargo starts in front of rustc for the members of the workspace, and for nothing else
 * (`RUSTC_WORKSPACE_WRAPPER`). A shell script, because it is started for every crate: it takes 1 to 2 ms where Node
 * would take 40 to 60. What stays as it is: Cargo's own questions, build scripts, and macros, which run in the
 * compiler. `RUSTC_BOOTSTRAP` names the crate, so that no other is taken for a nightly's. The sources keep their names
 * whatever the build remaps: the last mapping that fits wins, and that of nothing to nothing fits every path.
 */
export function wrapperScript({ conditions }: { conditions: boolean }): string {
  const bootstrap = conditions ? 'RUSTC_BOOTSTRAP=$name ' : '';
  const options = [INSTRUMENT, ...(conditions ? [CONDITIONS] : [])].join(' ');
  return `#!/bin/sh
# Written by Assay: compiles the workspace's own crates so that their runs can be measured.
name= kind= unit= previous=
for argument do
  case $previous in
    --crate-name) name=$argument ;;
    --crate-type) kind=$argument ;;
  esac
  case $argument in
    --test) unit=test ;;
    --crate-type=*) kind=\${argument#*=} ;;
  esac
  previous=$argument
done
case $name in
  '' | ___) exec "$@" ;;
  build_script_*) if [ "$kind" = bin ] && [ -z "$unit" ]; then exec "$@"; fi ;;
esac
if [ "$kind" = proc-macro ] && [ -z "$unit" ]; then exec "$@"; fi
${bootstrap}exec "$@" ${options} --remap-path-prefix==
`;
}
