export * from './closure.js';
export * from './graph.js';
export { type PromiseInput, promisesOf, type StatedPromise } from './promises.js';
