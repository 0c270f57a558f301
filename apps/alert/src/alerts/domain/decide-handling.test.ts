import { describe, expect, test } from '@jest/globals';
import type { Handling } from './alert.ts';
import type { HandlingVerb } from './decide-handling.ts';
import { given, hour, judge, met, person, run, tuesday } from './examples.ts';

const resolved = judge({ ...met, version: 2 });
const rectifying = [
  judge(),
  person('acknowledge'),
  person('assign', { assignee: '演示老师' }),
  person('start'),
] as const;
const inReview = [...rectifying, person('submit', { note: '已补员', links: ['https://example.cn/1'] })] as const;
const closed = [...inReview, resolved, person('approve', { note: '已复盘' })] as const;

const now = (version: number): { readonly handlingVersion: number } => ({ handlingVersion: version });

describe('handling an alert', () => {
  test('goes from acknowledging to closing, each step with who, when and why', () => {
    const { episode } = run(closed);
    expect(episode).toMatchObject({
      handling: 'closed',
      closedAt: tuesday + hour,
      endedBecause: 'corrected',
      assignee: '演示老师',
    });
    expect(episode?.timeline.map(({ kind, by, note }) => `${kind} ${by} ${note}`)).toEqual([
      'opened system 3/4',
      'acknowledged 演示监测员 ',
      'assigned 演示监测员 演示老师',
      'started 演示监测员 ',
      'submitted 演示监测员 已补员',
      'resolved system 4/4',
      'approved 演示监测员 已复盘',
      'closed 演示监测员 已复盘',
    ]);
    expect(episode?.timeline.find(({ kind }) => kind === 'submitted')?.links).toEqual(['https://example.cn/1']);
  });

  test('a command on a state that has moved on is refused', () => {
    given(judge(), person('acknowledge'))
      .when(person('assign', { assignee: '演示老师' }))
      .rejects('moved-on');
  });

  test('a new value does not disturb a command', () => {
    given(judge(), judge({ version: 2, numerator: 1 }))
      .when(person('acknowledge', now(1)))
      .then('acknowledged');
  });

  test('a comment needs no newest state and moves none', () => {
    const { episode } = given(judge(), person('acknowledge'))
      .when(person('comment', { note: '已电话联系' }))
      .then('commented');
    expect(episode?.handlingVersion).toBe(2);
  });

  test('what never was cannot be handled', () => {
    given().when(person('acknowledge')).rejects('no-such-episode');
  });

  test('a firing alert cannot be closed or approved: that would be untrue', () => {
    given(judge())
      .when(person('close', { note: '不想看到' }))
      .rejects('still-firing');
    given(...inReview)
      .when(person('approve', { ...now(5), note: '已复盘' }))
      .rejects('still-firing');
  });

  test('an alert of high severity is not closed before its review is written', () => {
    given(...inReview, resolved)
      .when(person('approve', { ...now(5), note: '  ' }))
      .rejects('review-missing');
    given(judge({ severity: 'major' }), resolved)
      .when(person('close'))
      .rejects('review-missing');
  });

  test('an alert of low severity is approved without a review', () => {
    const low = { severity: 'notice' } as const;
    const commands = [judge(low), ...inReview.slice(1), judge({ ...low, ...met, version: 2 })];
    given(...commands)
      .when(person('approve', now(5)))
      .then('approved', 'closed');
  });

  test('closing needs evidence or a reason', () => {
    const low = [judge({ severity: 'warning' }), judge({ ...met, severity: 'warning', version: 2 })];
    given(...low)
      .when(person('close'))
      .rejects('evidence-missing');
    given(...low)
      .when(person('close', { note: '误报，已更正' }))
      .then('closed');
    given(...low, ...inReview.slice(1))
      .when(person('close', now(5)))
      .then('closed');
  });

  test('evidence from before a return of the breach does not count', () => {
    const low = { severity: 'warning' } as const;
    const commands = [
      judge(low),
      ...inReview.slice(1),
      judge({ ...low, ...met, version: 2 }),
      judge({ ...low, version: 3 }),
      judge({ ...low, ...met, version: 4 }),
    ];
    given(...commands)
      .when(person('close', now(5)))
      .rejects('evidence-missing');
  });

  describe('of a unit that is no more', () => {
    const closing = person('close', { note: '学校已撤并', unitIsClosed: true });
    const afterwards = tuesday + 50 * hour;

    test('is closed with a reason though it fires; its condition stays what the data say', () => {
      given(judge({ severity: 'warning' }))
        .when({ ...closing, note: ' ' })
        .rejects('note-missing');
      given(...inReview)
        .when(person('approve', { ...now(5), unitIsClosed: true, note: ' ' }))
        .rejects('review-missing');
      expect(given(judge()).when(closing).then('closed').episode).toMatchObject({
        handling: 'closed',
        condition: 'firing',
        endedBecause: 'unit-closed',
      });
    });

    test('is not opened again by the same figures, but by others', () => {
      given(judge(), closing)
        .when(judge({ version: 2 }, afterwards))
        .then('reading-taken');
      given(judge(), closing)
        .when(judge({ version: 2, numerator: 2 }, afterwards))
        .then('reading-taken', 'opened');
    });

    test('fires without an end when it is reopened', () => {
      const { episode } = given(judge(), closing)
        .when(person('reopen', { note: '撤并取消', handlingVersion: 2 }))
        .then('reopened');
      expect(episode).toMatchObject({ handling: 'acknowledged', condition: 'firing', endedBecause: '' });
    });
  });

  test('submitting needs evidence, returning a reason, assigning a person', () => {
    given(...rectifying)
      .when(person('submit', now(4)))
      .rejects('evidence-missing');
    given(...inReview)
      .when(person('return', now(5)))
      .rejects('note-missing');
    given(judge())
      .when(person('assign', { assignee: ' ' }))
      .rejects('assignee-missing');
    given(judge()).when(person('comment')).rejects('note-missing');
  });

  test('a returned rectification is rectified again', () => {
    expect(
      given(...inReview)
        .when(person('return', { ...now(5), note: '照片不清' }))
        .then('returned').episode?.handling,
    ).toBe('rectifying');
  });

  test('a closed case is reopened with a reason and a new deadline', () => {
    given(...closed)
      .when(person('reopen', now(7)))
      .rejects('note-missing');
    const at = tuesday + 50 * hour;
    const { episode } = given(...closed)
      .when(person('reopen', { ...now(7), note: '复查不合格', at }))
      .then('reopened');
    expect(episode).toMatchObject({
      handling: 'assigned',
      condition: 'resolved',
      deadline: at + 24 * hour,
      closedAt: 0,
      hasEvidence: false,
    });
  });
});

const stateOf: Record<Handling, ReturnType<typeof run>> = {
  new: run([judge()]),
  acknowledged: run([judge(), person('acknowledge')]),
  assigned: run(rectifying.slice(0, 3)),
  rectifying: run(rectifying),
  'in-review': run(inReview),
  closed: run(closed),
};

const legal: Record<HandlingVerb, readonly Handling[]> = {
  acknowledge: ['new'],
  assign: ['new', 'acknowledged', 'assigned', 'rectifying'],
  start: ['acknowledged', 'assigned'],
  submit: ['rectifying'],
  approve: ['in-review'],
  return: ['in-review'],
  close: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'],
  reopen: ['closed'],
  comment: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review', 'closed'],
};

describe('legal transitions', () => {
  const pairs = Object.entries(legal).flatMap(([verb, froms]) =>
    Object.keys(stateOf).map((handling) => [verb, handling, (froms as readonly string[]).includes(handling)] as const),
  );

  test.each(pairs)('%s from %s is allowed: %p', (verb, handling, allowed) => {
    const state = run([judge({ ...met, version: 9 })], stateOf[handling as Handling]);
    const command = person(verb as HandlingVerb, { note: '说明', assignee: '演示老师' });
    const attempt = (): unknown => run([command], state);
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow('not-in-this-state');
  });
});
