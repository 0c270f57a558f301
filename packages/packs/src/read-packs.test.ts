import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { faultsOf, pack, type Parts } from './examples.ts';
import { packFaultLine } from './fault.ts';
import { readPacks } from './read-packs.ts';

describe('a pack', () => {
  test('is read with its defaults', () => {
    const { packs, faults } = readPacks([{ name: 'p.yaml', text: pack }]);
    expect(faults).toEqual([]);
    expect(packs[0]?.indicators[0]).toMatchObject({ direction: 'neutral', conjunction_of: [], owners: [] });
    expect(packs[0]?.indicators[0]?.targets[0]).toMatchObject({ severity: 'warning', soft: false, measure: 'figure' });
    expect(packs[0]?.datasets[0]).toMatchObject({ computed: false, checks: [] });
  });

  test('every fault of every pack is told at once, with file, line, column, path, rule and value', () => {
    const wrong = pack
      .replace("value: '100'", 'value: 100')
      .replace('kind: open-items', 'kind: stock')
      .replace('[rate, stock]\n    complete', '[rate, nowhere]\n    complete')
      .replace('rolls_up: true', 'rolls_up: true\n    colour: red');
    const { faults } = readPacks([{ name: 'p.yaml', text: wrong }]);
    expect(faults.map((fault) => packFaultLine(fault, 'en'))).toEqual([
      "p.yaml:14:16  error  indicators.0.targets.0.value  not-in-quotes: should be text, in quotes: '100' [100]",
      expect.stringMatching(
        /^p\.yaml:18:11 {2}error {2}indicators\.1\.kind {2}unknown-word: one of: ratio, count.*\[stock\]$/,
      ),
      'p.yaml:24:21  error  groups.0.members.1  unknown-indicator: no such indicator [nowhere]',
      'p.yaml:33:13  error  datasets.0.colour  unknown-key: this key is not known [colour]',
    ]);
  });

  test('that is no YAML says where it stops being it', () => {
    const { faults } = readPacks([{ name: 'p.yaml', text: 'pack: p\nname: { zh: x\n' }]);
    expect(faults[0]).toMatchObject({ code: 'malformed-yaml', line: 3, column: 1 });
  });

  test('ids are given once over all packs, and a pack is named as its file', () => {
    expect(faultsOf(pack, pack)).toEqual([
      ...['pack not-the-file-name', 'indicators.0.id duplicate-id', 'indicators.1.id duplicate-id'],
      ...['groups.0.id duplicate-id', 'datasets.0.id duplicate-id'],
    ]);
  });

  test('what one pack names may be in another', () => {
    const other = stringify({
      pack: 'p1',
      version: '1',
      name: { zh: 'x', en: 'x' },
      groups: (parse(pack) as Parts).groups,
    });
    expect(faultsOf(pack, other.replace('id: group', 'id: another'))).toEqual([]);
  });
});
