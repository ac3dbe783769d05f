export * from './bitcode.js';
export * from './describe-file.js';
export { elfMachines } from './formats/elf-machine.js';
export * from './object-file.js';
export * from './panic-symbols.js';
export { type ArchiveMember, readArchive } from './read-archive.js';
export * from './read-object.js';
