import { topics } from '@xiaomai/contracts/topics';
import { createLagMeter, type KafkaSettings, type LagMeter } from '@xiaomai/kafka';

const groupId = 'indicator-judge';
const everyMs = 250;
const againMs = 1_000;

/** How many published submissions the judging has not handled yet; a broker that is away is asked again, for ever. */
export function watchIndicatorLag(kafka: KafkaSettings): LagMeter {
  let meter: LagMeter | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const start = async (): Promise<void> => {
    try {
      const started = await createLagMeter(kafka, { groupId, topic: topics.submissionAccepted.name, everyMs });
      if (stopped) await started.stop();
      else meter = started;
    } catch (error) {
      kafka.onWarning?.(`lag of ${groupId} not known: ${String(error)}`);
      if (!stopped) timer = setTimeout(() => void start(), againMs);
    }
  };

  void start();
  return {
    messages: () => meter?.messages() ?? Number.POSITIVE_INFINITY,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await meter?.stop();
    },
  };
}
