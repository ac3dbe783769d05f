export { BoardRecord } from './board-record.js';
export type { GateRequest } from './request.js';
export { type Attempted, type BuiltUnits, tryTarget } from './try-target.js';
