import { type Action, commonOutputs } from './action.js';

/** Every output that action.yml declares, empty where there is no value. */
export function allOutputs(action: Action, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries([...commonOutputs, ...action.outputs].map((name) => [name, values[name] ?? '']));
}
