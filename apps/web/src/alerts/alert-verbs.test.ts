import { describe, expect, test } from '@jest/globals';
import { anAlert } from '../../test-server/examples.ts';
import { isHeldBack, needsNote, verbsFor } from './alert-verbs.ts';

describe('what can be done with an alert', () => {
  test('follows its handling', () => {
    expect(verbsFor({ handling: 'new' }, 'staff')).toEqual(['acknowledge', 'assign', 'close', 'comment']);
    expect(verbsFor({ handling: 'in-review' }, 'staff')).toEqual(['approve', 'return', 'comment']);
    expect(verbsFor({ handling: 'closed' }, 'admin')).toEqual(['reopen', 'comment']);
  });

  test('follows the role: the school rectifies, a leader looks and speaks', () => {
    expect(verbsFor({ handling: 'assigned' }, 'school')).toEqual(['start', 'comment']);
    expect(verbsFor({ handling: 'new' }, 'leader')).toEqual(['comment']);
    expect(verbsFor({ handling: 'new' }, 'service')).toEqual([]);
  });

  test('does not include ending it while the figures still breach the target', () => {
    expect(isHeldBack({ condition: 'firing', unitClosed: false }, 'close')).toBe(true);
    expect(isHeldBack({ condition: 'resolved', unitClosed: false }, 'close')).toBe(false);
    expect(isHeldBack({ condition: 'firing', unitClosed: false }, 'assign')).toBe(false);
  });

  test('includes ending it while it fires where the unit is no more', () => {
    expect(isHeldBack({ condition: 'firing', unitClosed: true }, 'close')).toBe(false);
    expect(needsNote(anAlert({ severity: 'warning', condition: 'firing' }), 'approve')).toBe(true);
  });

  test('asks for a review note when a grave one ends', () => {
    expect(needsNote(anAlert({ severity: 'critical' }), 'approve')).toBe(true);
    expect(needsNote(anAlert({ severity: 'warning', condition: 'resolved' }), 'approve')).toBe(false);
    expect(needsNote(anAlert({ severity: 'warning' }), 'return')).toBe(true);
    expect(needsNote(anAlert(), 'assign')).toBe(false);
  });
});
