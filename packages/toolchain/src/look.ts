import { errorMessage, type Gap, UserError } from '@assay/evidence';
import { type Anchors, isWorldError, portableText, type ToolSpec, type World } from '@assay/host';
import { type Identity, readIdentity, type ToolchainPin } from '@assay/rust';

/** A look at one source: what it showed, or why it could not be had. */
export type Look<T> = { found: T; gap?: undefined } | { found?: undefined; gap: Gap };

/** Takes a look. What the user or the machine is to blame for becomes a gap; an interruption and our own defects go on. */
export async function look<T>(what: string, anchors: Anchors, take: () => Promise<T>): Promise<Look<T>> {
  try {
    return { found: await take() };
  } catch (error) {
    if (error instanceof UserError) {
      const { message, remedy, at } = error;
      return { gap: { what, why: message, remedy, ...(at === undefined ? {} : { at }) } };
    }
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return {
      gap: {
        what,
        why: portableText(errorMessage(error), anchors),
        remedy: 'repair what the message names and run again',
      },
    };
  }
}

/** 60 s: both answer in a tenth of one, and one that waits for a lock or an installation must not hold up the rest. */
const TIMEOUT = 60_000;

/** Asks a tool who it is. `pin` is for the remedy alone. */
export async function askIdentity(
  world: World,
  anchors: Anchors,
  tool: ToolSpec,
  pin: Promise<Look<{ pin: ToolchainPin | undefined }>>,
): Promise<Look<Identity>> {
  const what = `which ${tool.name} runs in the workspace`;
  const answer = await look(what, anchors, () => world.tools.run(tool, ['-vV'], { timeout: TIMEOUT }));
  if (answer.gap !== undefined) return { gap: { ...answer.gap, remedy: await howToInstall(pin) } };
  const { status, stdout, stderr } = answer.found;
  const found = status === 0 ? readIdentity(stdout) : undefined;
  if (found !== undefined) return { found };
  const why =
    status === 0
      ? `${tool.name} -vV does not say which release it is`
      : `${tool.name} -vV ended with status ${status}: ${portableText(firstLine(stderr), anchors)}`;
  return { gap: { what, why, remedy: await howToInstall(pin) } };
}

async function howToInstall(pin: Promise<Look<{ pin: ToolchainPin | undefined }>>): Promise<string> {
  const named = (await pin).found?.pin;
  if (named?.release === undefined || named.release === null) {
    return 'install Rust with rustup (https://rustup.rs) and pin an exact release in rust-toolchain.toml';
  }
  return `rustup toolchain install ${named.channel} --profile minimal`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.trim() || 'it printed nothing';
}
