import { type Gap, UserError } from '@assay/evidence';
import { type Anchors, isWorldError, portableText, type ToolSpec, type World } from '@assay/host';
import { type Identity, identityRun, readIdentity, type ToolchainPin } from '@assay/rust';

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
      gap: { what, why: portableText(error.message, anchors), remedy: 'repair what the message names and run again' },
    };
  }
}

/** Asks a tool who it is. `pin` is for the remedy alone. */
export async function askIdentity(
  world: World,
  anchors: Anchors,
  tool: ToolSpec,
  pin: Promise<Look<{ pin: ToolchainPin | undefined }>>,
): Promise<Look<Identity>> {
  const what = `which ${tool.name} runs in the workspace`;
  const { args, options } = identityRun(tool);
  const answer = await look(what, anchors, () => world.tools.run(tool, args, options));
  if (answer.gap !== undefined) {
    const remedy = `put ${tool.name} on the PATH; with rustup (https://rustup.rs): ${await howToInstall(pin)}`;
    return { gap: { ...answer.gap, remedy } };
  }
  const { status, stdout, stderr } = answer.found;
  const found = status === 0 ? readIdentity(stdout) : undefined;
  if (found !== undefined) return { found };
  const why =
    status === 0
      ? `${tool.name} -vV does not say which release it is`
      : `${tool.name} -vV ended with status ${status}: ${portableText(complaint(stderr), anchors)}`;
  return { gap: { what, why, remedy: await howToInstall(pin) } };
}

async function howToInstall(pin: Promise<Look<{ pin: ToolchainPin | undefined }>>): Promise<string> {
  const named = (await pin).found?.pin;
  if (named?.release === undefined || named.release === null) {
    return 'pin an exact release in rust-toolchain.toml, then rustup toolchain install, with its number';
  }
  return `rustup toolchain install ${named.channel} --profile minimal`;
}

/** What a tool complains of, on one line: rustup tells the cause below the error. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join(' ');
  return text === '' ? 'it printed nothing' : text.slice(0, COMPLAINT_LIMIT);
}

/** Characters. rustup's longest error with its causes stays below. */
const COMPLAINT_LIMIT = 500;
