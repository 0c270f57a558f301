import { describe, expect, test } from '@jest/globals';
import {
  ActOnAlertRequest,
  Condition,
  Handling,
  ListAlertsRequest,
  Verb,
  type SummariseHandlingRequest,
} from '@xiaomai/contracts/alert';
import { Severity } from '@xiaomai/contracts/catalogue';
import { commandFromWire, cursorOf, pageFromWire, questionFromWire, spanFromWire } from './alerts-request.parser.ts';

const list = (change: Partial<ListAlertsRequest>): ListAlertsRequest =>
  ListAlertsRequest.decode(
    ListAlertsRequest.encode({ ...ListAlertsRequest.decode(new Uint8Array()), ...change }).finish(),
  );
const act = (change: Partial<ActOnAlertRequest>): ActOnAlertRequest => ({
  ...ActOnAlertRequest.decode(new Uint8Array()),
  id: 'a:b:1',
  ...change,
});
const who = { at: 7, by: '演示监测员' };

describe('a question for alerts', () => {
  test('is read word by word', () => {
    const request = list({
      orgUnit: '3307',
      conditions: [Condition.FIRING],
      handlings: [Handling.IN_REVIEW],
      severities: [Severity.MAJOR],
      overdue: true,
    });
    expect(questionFromWire(request, 9)).toEqual({
      ok: true,
      value: {
        orgUnit: '3307',
        conditions: ['firing'],
        handlings: ['in-review'],
        severities: ['major'],
        indicator: '',
        assignee: '',
        overdueAt: 9,
      },
    });
  });

  test.each<Partial<ListAlertsRequest>>([
    { conditions: [Condition.UNSPECIFIED] },
    { handlings: [99 as Handling] },
    { severities: [Severity.UNSPECIFIED] },
  ])('with an unknown word is refused: %p', (change) => {
    expect(questionFromWire(list(change), 9).ok).toBe(false);
  });

  test('for pending ones asks for what there is none of, not for everything', () => {
    expect(questionFromWire(list({ conditions: [Condition.PENDING] }), 9)).toMatchObject({
      value: { conditions: ['pending'] },
    });
  });
});

describe('a page', () => {
  test('has fifty unless asked, and five hundred at most', () => {
    expect(pageFromWire(list({}))).toEqual({ ok: true, value: { after: null, limit: 50 } });
    expect(pageFromWire(list({ limit: 500 })).ok).toBe(true);
    expect(pageFromWire(list({ limit: 501 })).ok).toBe(false);
    expect(pageFromWire(list({ limit: -1 })).ok).toBe(false);
  });

  test('goes on after a cursor that we gave', () => {
    const after = { openedAt: 5, id: 'a:b:1' };
    expect(pageFromWire(list({ cursor: cursorOf(after) }))).toEqual({ ok: true, value: { after, limit: 50 } });
  });

  test.each(['x', 'bnVsbA', Buffer.from('[1]').toString('base64url'), Buffer.from('["1","a"]').toString('base64url')])(
    'refuses the cursor %p',
    (cursor) => {
      expect(pageFromWire(list({ cursor })).ok).toBe(false);
    },
  );
});

describe('a span', () => {
  test('does not run backwards', () => {
    const span = (from: number, to: number): SummariseHandlingRequest => ({ orgUnit: '', dataset: '', from, to });
    expect(spanFromWire(span(1, 2))).toEqual({ ok: true, value: { from: 1, to: 2 } });
    expect(spanFromWire(span(2, 1)).ok).toBe(false);
    expect(spanFromWire(span(-1, 1)).ok).toBe(false);
  });
});

describe('a command', () => {
  test('names who, when, what and which state was seen', () => {
    expect(commandFromWire(act({ verb: Verb.ASSIGN, ifMatch: 3, note: '请处理', assignee: '演示老师' }), who)).toEqual({
      ok: true,
      value: {
        kind: 'handle',
        verb: 'assign',
        at: 7,
        by: '演示监测员',
        handlingVersion: 3,
        note: '请处理',
        assignee: '演示老师',
        links: [],
      },
    });
  });

  test('takes the note of the evidence', () => {
    const evidence = { note: '已补员', links: ['https://example.cn/1'] };
    expect(commandFromWire(act({ verb: Verb.SUBMIT, evidence }), who)).toMatchObject({
      value: { note: '已补员', links: ['https://example.cn/1'] },
    });
  });

  test.each<[string, Partial<ActOnAlertRequest>, string]>([
    ['no verb', {}, 'invalid-field'],
    ['an unknown verb', { verb: 99 as Verb }, 'invalid-field'],
    ['a note that is too long', { verb: Verb.COMMENT, note: 'x'.repeat(2_001) }, 'note-too-long'],
    ['a name that is too long', { verb: Verb.ASSIGN, assignee: 'x'.repeat(81) }, 'invalid-field'],
    ['a link that is none', { verb: Verb.SUBMIT, evidence: { note: '', links: ['nowhere'] } }, 'invalid-field'],
    [
      'a link that runs something',
      { verb: Verb.SUBMIT, evidence: { note: '', links: ['javascript:alert(1)'] } },
      'invalid-field',
    ],
    [
      'too many links',
      { verb: Verb.SUBMIT, evidence: { note: '', links: Array.from({ length: 21 }, () => 'https://example.cn') } },
      'invalid-field',
    ],
  ])('with %s is refused', (_, change, reason) => {
    expect(commandFromWire(act(change), who)).toEqual({ ok: false, reason });
  });
});
