export const fileKinds = ['json', 'ndjson', 'csv', 'xlsx', 'dhis2'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A file named on the command line; `-` is the standard input. */
export type NamedFile = { readonly name: string; readonly kind: FileKind };

export const standardInput = '-';

export const isFileKind = (text: string): text is FileKind => fileKinds.some((kind) => kind === text);

/** The kind of a file by its name; undefined when the name does not tell. */
export function fileKindOf(name: string): FileKind | undefined {
  if (name === standardInput) return 'ndjson';
  return fileKinds.find((kind) => name.toLowerCase().endsWith(`.${kind}`));
}
