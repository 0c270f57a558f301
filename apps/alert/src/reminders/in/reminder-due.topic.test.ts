import { expect, test } from '@jest/globals';
import { UnprocessableMessage } from '@xiaomai/kafka';
import { remindersFromWire } from './reminder-due.topic.ts';

const message = {
  ...{ dataset: 'd', datasetName: '月报', pack: 'p', period: '2026-10', dueAt: 2, remindAt: 1 },
  units: ['a', 'b'].map((orgUnit) => ({ orgUnit, orgName: orgUnit, path: `cn/${orgUnit}/`, pathNames: [orgUnit] })),
};

test('a message is a reminder for each of its units', () => {
  expect(remindersFromWire(message)).toMatchObject([
    { orgUnit: 'a', path: 'cn/a/', dataset: 'd', dueAt: 2, remindAt: 1 },
    { orgUnit: 'b' },
  ]);
});

test.each([{ units: [] }, { dataset: '' }, { dueAt: 0 }])('%j is put aside', (more) => {
  expect(() => remindersFromWire({ ...message, ...more })).toThrow(UnprocessableMessage);
});
