export { packFaultLine, packFaultText, type PackFault } from './fault.ts';
export type { PackFaultCode } from './fault-words.ts';
export { packJsonSchema } from './json-schema.ts';
export { readPackFolder, readPacks, readPacksInTurns, type ReadPacks } from './read-packs.ts';
export type { PackText } from './read-pack.ts';
export type { CheckFile, DatasetFile, GroupFile, IndicatorFile, PackFile, TargetFile } from './pack-schema.ts';
