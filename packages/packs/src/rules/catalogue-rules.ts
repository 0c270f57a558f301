import type { Finding, PackFault } from '../fault.ts';
import type { Placed, ReadPack } from '../read-pack.ts';
import { namedInTarget } from './target-rules.ts';

type Named = Placed<{ readonly id: string }>;

function duplicates(packs: readonly ReadPack[], listOf: (pack: ReadPack) => readonly Named[]): readonly PackFault[] {
  const first = new Map<string, string>();
  return packs.flatMap((pack) =>
    listOf(pack).flatMap(({ path, item: { id } }): PackFault[] => {
      const finding = { path: [...path, 'id'], code: 'duplicate-id', value: id, detail: first.get(id) } as const;
      const { line } = pack.place({ path, code: 'duplicate-id' });
      if (finding.detail !== undefined) return [pack.place({ ...finding, detail: finding.detail })];
      first.set(id, `${pack.file}:${String(line)}`);
      return [];
    }),
  );
}

const named = (key: string, ids: readonly string[], at: Placed<unknown>['path']): readonly Finding[] =>
  ids.map((value, index) => ({ path: [...at, key, index], code: 'unknown-indicator', value }));

function namedIn({ indicators, groups, datasets }: ReadPack): readonly Finding[] {
  return [
    ...indicators.flatMap(({ path, item }) => named('conjunction_of', item.conjunction_of, path)),
    ...indicators
      .flatMap(({ targets }) => targets)
      .flatMap(({ path, item }) => namedInTarget(item).map((found) => ({ ...found, path: [...path, ...found.path] }))),
    ...groups.flatMap(({ path, item }) => named('members', item.members, path)),
    ...datasets.flatMap(({ path, item }) => named('indicators', item.indicators, path)),
  ];
}

function unknownNames(packs: readonly ReadPack[]): readonly PackFault[] {
  const known = new Set(packs.flatMap(({ indicatorIds }) => indicatorIds));
  return packs.flatMap((pack) =>
    namedIn(pack)
      .filter(({ value }) => !known.has(String(value)))
      .map(pack.place),
  );
}

function derivedFaults(packs: readonly ReadPack[]): readonly PackFault[] {
  const all = packs.flatMap(({ indicators }) => indicators.map(({ item }) => item));
  const parts = new Map(all.map(({ id, conjunction_of: of }) => [id, of]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (parts.get(from) ?? []).some((part) => {
      if (part === to) return true;
      if (seen.has(part)) return false;
      return reaches(part, to, seen.add(part));
    });
  return packs.flatMap((pack) => [
    ...pack.indicators
      .filter(({ item: { id } }) => reaches(id, id, new Set()))
      .map(({ path, item: { id } }) =>
        pack.place({ path: [...path, 'conjunction_of'], code: 'derived-in-circle', value: id }),
      ),
    ...pack.datasets
      .flatMap(({ path, item }) => named('indicators', item.indicators, path))
      .filter(({ value }) => (parts.get(String(value)) ?? []).length > 0)
      .map((found) => pack.place({ ...found, code: 'derived-in-dataset' })),
  ]);
}

function nameFaults(packs: readonly ReadPack[]): readonly PackFault[] {
  return packs.flatMap(({ head, file, place }) => {
    const detail = file.replace(/\.yaml$/, '');
    if (head === undefined || head.pack === detail) return [];
    return [place({ path: ['pack'], code: 'not-the-file-name', value: head.pack, detail })];
  });
}

/** What is wrong among packs: ids given twice, names that lead nowhere, circles. */
export const catalogueFindings = (packs: readonly ReadPack[]): readonly PackFault[] => [
  ...nameFaults(packs),
  ...duplicates(packs, ({ indicators }) => indicators),
  ...duplicates(packs, ({ groups }) => groups),
  ...duplicates(packs, ({ datasets }) => datasets),
  ...unknownNames(packs),
  ...derivedFaults(packs),
];
