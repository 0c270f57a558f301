import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import type { ReactNode } from 'react';
import { revisionsReading } from '../api/reading.ts';
import { useIndicatorName } from '../api/use-names.ts';
import { useReading } from '../api/use-reading.ts';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import { revisionRows, type RevisionRow } from './revision-changes.ts';

type Value = SubmissionRevision['values'][number];
type Names = ReadonlyMap<string, string>;
type Props = { readonly submission: string; readonly title: string; readonly names: Names };

const figureOf = (value: Exclude<Value, { withdrawn: true }>): Parameters<typeof figureText>[0] =>
  'numerator' in value ? value : { value: String(value.value) };

function Revision({
  row: { revision, changed },
  names,
}: {
  readonly row: RevisionRow;
  readonly names: Names;
}): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const shown = revision.values.filter(({ indicator }) => changed?.includes(indicator) ?? true);
  return (
    <li>
      <p className="timeline-head">
        <strong>{say('school.revision', { revision: revision.revision })}</strong>
        <span>{say(changed === undefined ? 'school.first' : 'school.corrected')}</span>
        <span className="soft">{say('school.by', { by: revision.acceptedBy })}</span>
        <time dateTime={revision.receivedAt} className="soft">
          {instantText(revision.receivedAt)}
        </time>
      </p>
      {revision.withdrawnBecause === undefined ? null : (
        <p>{say('school.withdrawn-because', { reason: revision.withdrawnBecause })}</p>
      )}
      {changed?.length === 0 ? <p className="soft">{say('school.same')}</p> : null}
      <ul className="revision-values">
        {shown.map((value) => (
          <li key={value.indicator}>
            <span>{nameOf(value.indicator, names.get(value.indicator) ?? value.indicator)}</span>
            <strong>{'withdrawn' in value ? say('school.withdrawn') : figureText(figureOf(value))}</strong>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Every revision of one submission, newest first, each with what it changed. */
export function SchoolRevisions({ submission, title, names }: Props): ReactNode {
  const { say } = useWords();
  const revisions = useReading(revisionsReading(submission));
  return (
    <section aria-label={title}>
      <h4 className="school-set">{title}</h4>
      <Loaded of={revisions}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{say('school.no-revisions')}</Nothing>
          ) : (
            <ol className="timeline">
              {revisionRows(items).map((row) => (
                <Revision key={row.revision.revision} row={row} names={names} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}
