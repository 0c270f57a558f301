import { ok } from '@xiaomai/kernel';
import type { Rules } from '../../domain/rules.ts';
import type { Tolerated } from '../http/push-options.ts';
import type { BodyFormats } from '../push/body-format.ts';
import { parseDataValueSet } from './data-value-set.parser.ts';
import { tellSummary } from './import-summary.ts';

const mostBytes = 12 * 1024 * 1024;
const ourIds: readonly string[] = ['code', 'uid'];

/** What clients of DHIS2 say in the query and what is done anyway; anything else is refused rather than not done. */
export const toleratedOfDhis2: Tolerated = new Map([
  ['importStrategy', ['create_and_update', 'new_and_updates']],
  ['async', ['false']],
  ['force', ['false']],
  ['preheatCache', ['true', 'false']],
  ['skipExistingCheck', ['true', 'false']],
  ['skipAudit', ['false']],
  ...['idScheme', 'dataElementIdScheme', 'orgUnitIdScheme', 'dataSetIdScheme'].map((name) => [name, ourIds] as const),
]);

/** Data value sets as DHIS2 sends them. */
export const dataValueSetFormats = (rules: () => Rules): BodyFormats =>
  new Map([
    [
      'application/json',
      {
        mostBytes,
        read: async (body, { options, request }) => {
          const context = { rules: rules(), pusher: request.pusher, language: options.language };
          const read = await parseDataValueSet(body, context);
          if (!read.ok) return read;
          const { entries, dataValues } = read.value;
          return ok({ entries, tell: tellSummary(entries, dataValues) });
        },
      },
    ],
  ]);
