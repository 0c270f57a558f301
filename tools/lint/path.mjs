import { dirname, posix, sep } from 'node:path';

const layerNames = new Set(['in', 'flow', 'domain', 'out']);

const toPosix = (path) => path.split(sep).join('/');

/**
 * Where a file of a service stands: its service, the noun in front of the layer (empty in a service of one noun), the
 * layer. Undefined outside a service and outside the four layers.
 */
export function placeOf(path) {
  const match = /^(.*\/(?:apps|canary)\/[^/]+)\/src\/(.*)$/.exec(toPosix(path));
  if (match === null) return undefined;
  const folders = match[2].split('/').slice(0, -1);
  const at = folders.findIndex((folder) => layerNames.has(folder));
  if (at === -1) return undefined;
  return { service: match[1], noun: folders.slice(0, at).join('/'), layer: folders[at] };
}

/** The file a relative import means. */
export const resolveFrom = (file, source) => posix.join(toPosix(dirname(file)), source);

/** Calls `check(source, node)` for every import and re-export of a file. */
export function eachImport(check) {
  const visit = (node) => {
    if (typeof node.source?.value === 'string') check(node.source.value, node.source);
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
  };
}
