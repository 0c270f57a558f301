import type { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, UnprocessableMessage, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import type { OrgUnits } from '../flow/org-units.ts';
import type { HazardReport, RegisterHazards } from '../flow/register-hazards.ts';
import { reportFromWire } from './hazard-words.parser.ts';

/** The hazards of a submission as they are registered. */
export function reportsFromWire(message: SubmissionAccepted): readonly HazardReport[] {
  const { id, revision, receivedAt, acceptedBy } = message;
  return message.hazards.map((hazard) => {
    const said = reportFromWire(hazard);
    if (said === undefined || hazard.ref === '') throw new UnprocessableMessage(`hazard ${hazard.ref} of ${id}`);
    const { ref, foundOn } = hazard;
    const source = { submission: id, revision, at: receivedAt };
    return { at: receivedAt, by: acceptedBy, ref, foundOn, round: '', ...said, source };
  });
}

type Ports = { readonly units: Pick<OrgUnits, 'find'>; readonly register: RegisterHazards };

/** Takes the hazards that came with submissions. What names no org unit is put aside. */
export const takeReported =
  ({ units, register }: Ports) =>
  async (messages: readonly SubmissionAccepted[]): Promise<void> => {
    for (const message of messages) {
      const reports = reportsFromWire(message);
      const unit = await units.find(message.orgUnit);
      if (unit === undefined) throw new UnprocessableMessage(`unknown org unit ${message.orgUnit}`);
      const { orgUnit, orgName, path, pathNames } = unit;
      await register({ orgUnit, orgName, path, pathNames }, reports);
    }
  };

/** Watches the submissions that carry hazards. */
export const consumeReported = (
  kafka: KafkaSettings,
  ports: Ports,
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> => {
  const take = takeReported(ports);
  return startConsumer({
    ...{ kafka, groupId: 'alert-hazards', topics: [topics.hazardReported], fromBeginning: true, onFatal },
    handle: ({ messages }) => take(messages.map(({ message }) => message)),
  });
};
