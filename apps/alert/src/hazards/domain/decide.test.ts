import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type HazardCommand } from './decide.ts';
import { evolve } from './evolve.ts';
import {
  aHazard,
  fallDue,
  given,
  hour,
  major,
  person,
  photo,
  policy,
  report,
  run,
  today,
  tuesday,
} from './examples.ts';
import { warningsOf, type Hazard } from './hazard.ts';

const later = { at: tuesday + hour };
const done = { on: today, note: '已清理', links: [photo] };

describe('a report', () => {
  test('registers a hazard with its number, its due day and its first entry', () => {
    const hazard = given().when(report()).then('found');
    expect(hazard).toMatchObject({ number: '330702001-01-2026-0001', state: 'open', dueOn: '2026-11-30', version: 1 });
    expect(hazard?.timeline).toMatchObject([{ kind: 'found', by: 'key-1', state: 'open' }]);
  });

  test.each([
    ['major', '2026-11-27'],
    ['general', '2026-12-08'],
  ] as const)('without a due day gives a %s hazard the days of the rule', (severity, dueOn) => {
    expect(aHazard(report({ particulars: { severity, dueOn: '' } })).dueOn).toBe(dueOn);
  });

  test('of what has been put right already registers and rectifies at once', () => {
    given()
      .when(report({ evidence: done }))
      .then('found', 'rectified');
  });

  test('that says the same again is no news', () => {
    given(report({ evidence: done }))
      .when(report({ ...later, evidence: done }))
      .then();
  });

  test('received later corrects what it says differently', () => {
    const hazard = given(report())
      .when(report({ ...later, particulars: { place: '三号楼三层' } }))
      .then('corrected');
    expect(hazard).toMatchObject({ place: '三号楼三层', version: 2 });
  });

  test('that is older than the last one taken changes nothing', () => {
    given(report(later))
      .when(report({ particulars: { place: '三号楼三层' } }))
      .then();
  });

  test('of one submission counts by its revision, whatever the clocks say', () => {
    const source = (revision: number, at: number) => ({ submission: 's|d|2026-11', revision, at });
    given(report({ source: source(2, tuesday) }))
      .when(report({ source: source(3, tuesday - 1), particulars: { place: '门厅' } }))
      .then('corrected');
    given(report({ source: source(2, tuesday) }))
      .when(report({ source: source(1, tuesday + 1), particulars: { place: '门厅' } }))
      .then();
  });

  test('makes a hazard greater, never smaller, and its due day earlier, never later', () => {
    const greater = given(report())
      .when(report({ ...later, particulars: { severity: 'major', dueOn: '2026-11-26' } }))
      .then('corrected');
    expect(greater).toMatchObject({ severity: 'major', dueOn: '2026-11-26' });
    given(report(major))
      .when(report({ ...later, particulars: { dueOn: '2027-01-01' } }))
      .then();
  });

  test('brings back nothing that the staff has returned, unless it says something new', () => {
    const returned = [report({ evidence: done }), person('return', { note: '照片看不清' })];
    given(...returned)
      .when(report({ ...later, evidence: done }))
      .then();
    given(...returned)
      .when(report({ ...later, evidence: { ...done, note: '已重新清理' } }))
      .then('rectified');
  });

  test('of what has been struck off changes nothing', () => {
    given(report({ evidence: done }), person('strike-off'))
      .when(report({ ...later, particulars: { place: '门厅' } }))
      .then();
  });
});

describe('a person', () => {
  test('puts it right with words, and a major one with something to look at', () => {
    given(report()).when(person('rectify')).then('rectified');
    given(report())
      .when(person('rectify', { note: ' ' }))
      .rejects('evidence-missing');
    given(report(major)).when(person('rectify')).rejects('evidence-missing');
    given(report(major))
      .when(person('rectify', { links: [photo] }))
      .then('rectified');
  });

  test('does not put it right before it was found, nor tomorrow', () => {
    given(report())
      .when(person('rectify', { on: '2026-11-23' }))
      .rejects('date-before-found');
    given(report())
      .when(person('rectify', { on: '2026-11-25' }))
      .rejects('date-in-future');
  });

  test('strikes off only what has been put right', () => {
    given(report()).when(person('strike-off')).rejects('not-in-this-state');
    const hazard = given(report(), person('rectify')).when(person('strike-off')).then('struck-off');
    expect(hazard).toMatchObject({ state: 'struck-off', struckOffAt: tuesday + hour });
  });

  test('returns it with a reason', () => {
    given(report(), person('rectify'))
      .when(person('return', { note: '' }))
      .rejects('note-missing');
    const hazard = given(report(), person('rectify')).when(person('return')).then('returned');
    expect(hazard?.state).toBe('open');
  });

  test('reopens it under the same number with a new due day, and everything that was is kept', () => {
    const hazard = given(report(), person('rectify'), person('strike-off')).when(person('reopen')).then('reopened');
    expect(hazard).toMatchObject({ number: '330702001-01-2026-0001', state: 'open', reopened: 1, dueOn: '2026-12-08' });
    expect(hazard?.timeline.map(({ kind }) => kind)).toEqual(['found', 'rectified', 'struck-off', 'reopened']);
  });

  test('voids what was entered by mistake, with a reason and for good', () => {
    given(report())
      .when(person('void', { note: '' }))
      .rejects('note-missing');
    const voided = [report({ evidence: done }), person('void', { note: '重复登记' })];
    expect(aHazard(...voided)).toMatchObject({ state: 'voided', overdue: false });
    given(...voided)
      .when(person('reopen'))
      .rejects('not-in-this-state');
    given(...voided)
      .when(report({ ...later, particulars: { place: '门厅' } }))
      .then();
    given(...voided)
      .when(fallDue('2026-12-02'))
      .then();
    given(...voided)
      .when(person('comment'))
      .then('commented');
    expect(warningsOf(aHazard(...voided))).toEqual([]);
  });

  test('does not act on what has moved on meanwhile, but may speak', () => {
    const before = [report(), person('rectify'), person('return')];
    given(...before)
      .when(person('rectify', { handlingVersion: 2 }))
      .rejects('moved-on');
    given(...before)
      .when(person('comment', { handlingVersion: 2 }))
      .then('commented');
  });
});

describe('a look-back', () => {
  const struckOff = [report(), person('rectify'), person('strike-off')];

  test('that finds nothing is noted', () => {
    const hazard = given(...struckOff)
      .when(person('recheck', { sample: 's1', passed: true }))
      .then('rechecked');
    expect(hazard?.rechecks).toEqual([{ sample: 's1', on: today, by: '演示监测员', passed: true }]);
  });

  test('that finds the hazard again reopens it in the same moment', () => {
    given(...struckOff)
      .when(person('recheck', { sample: 's1' }))
      .then('rechecked', 'reopened');
    given(...struckOff)
      .when(person('recheck', { sample: 's1', note: '' }))
      .rejects('note-missing');
  });

  test('counts once for each sample', () => {
    given(...struckOff, person('recheck', { sample: 's1', passed: true }))
      .when(person('recheck', { sample: 's1', passed: true }))
      .rejects('already-rechecked');
  });
});

describe('the clock', () => {
  test('marks what is open after its due day, once', () => {
    given(report()).when(fallDue('2026-11-30')).then();
    expect(given(report()).when(fallDue('2026-12-01')).then('overdue')?.overdue).toBe(true);
    given(report(), fallDue('2026-12-01')).when(fallDue('2026-12-02')).then();
    given(report(), person('rectify')).when(fallDue('2026-12-02')).then();
  });

  test('does not disturb what a person has in view', () => {
    given(report(), fallDue('2026-12-01'))
      .when(person('rectify', { handlingVersion: 1 }))
      .then('rectified');
  });

  test('counts anew after a return', () => {
    const returned = [report(), fallDue('2026-12-01'), person('rectify'), person('return')];
    expect(run(returned)?.overdue).toBe(false);
    given(...returned)
      .when(fallDue('2026-12-01'))
      .then('overdue');
  });
});

test('what needs an eye is said: overdue, major and open, reopened', () => {
  expect(warningsOf(aHazard(report()))).toEqual([]);
  expect(warningsOf(aHazard(report(major), fallDue('2026-12-01')))).toEqual(['overdue', 'major-open']);
  const cycle = [report(), person('rectify'), person('strike-off')];
  expect(warningsOf(aHazard(...cycle, person('reopen')))).toEqual(['reopened']);
  expect(warningsOf(aHazard(...cycle, person('reopen'), person('rectify'), person('strike-off')))).toEqual([]);
});

const commands: fc.Arbitrary<HazardCommand> = fc.oneof(
  fc
    .record({ at: fc.nat(1_000), evident: fc.boolean(), place: fc.constantFrom('a', 'b') })
    .map(({ at, evident, place }) =>
      report({ at: tuesday + at, particulars: { place }, evidence: evident ? done : null }),
    ),
  fc
    .record({
      verb: fc.constantFrom('rectify' as const, 'strike-off', 'return', 'reopen', 'void', 'comment', 'recheck'),
      note: fc.constantFrom('', '已清理'),
      passed: fc.boolean(),
      sample: fc.constantFrom('s1', 's2'),
    })
    .map((change) => person(change.verb, change)),
  fc.constantFrom('2026-11-24', '2026-12-09').map(fallDue),
);

function afterAll(sequence: readonly HazardCommand[]): Hazard | null {
  return sequence.reduce<Hazard | null>((hazard, command) => {
    const seen = hazard?.handlingVersion ?? 0;
    const asked = command.kind === 'handle' ? { ...command, handlingVersion: seen } : command;
    const decision = decide(policy, hazard, asked);
    return decision.ok ? decision.value.reduce<Hazard | null>(evolve, hazard) : hazard;
  }, null);
}

const sinceLastOpen = (kinds: readonly string[], n: number): readonly string[] => {
  const before = kinds.slice(0, n);
  return before.slice(before.findLastIndex((kind) => ['found', 'returned', 'reopened'].includes(kind)));
};

test('whatever happens, nothing is struck off without evidence since it was last open, and every change is in the timeline', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), (sequence) => {
      const hazard = afterAll(sequence);
      if (hazard === null) return;
      expect(hazard.timeline.map(({ version }) => version)).toEqual(hazard.timeline.map((_, n) => n + 1));
      expect(hazard.version).toBe(hazard.timeline.length);
      const kinds = hazard.timeline.map(({ kind }) => kind);
      kinds.forEach((kind, n) => {
        if (kind === 'struck-off') expect(sinceLastOpen(kinds, n)).toContain('rectified');
      });
      expect(hazard.state === 'struck-off' && hazard.evidence === null).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
