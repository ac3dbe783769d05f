export * from './describe-file.js';
export { elfMachines } from './formats/elf-machine.js';
export * from './object-file.js';
export * from './panic-symbols.js';
export * from './read-archive.js';
export * from './read-object.js';
