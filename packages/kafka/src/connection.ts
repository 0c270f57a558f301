import { Kafka, logLevel } from 'kafkajs';
import './kafkajs/idle-connections.ts';

/** Where the brokers are, and who we are to them. */
export type KafkaSettings = {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Told each fault that the client heals by itself. */
  readonly onWarning?: (message: string) => void;
};

/** Makes the client; nothing is connected yet. */
export function createKafka(settings: KafkaSettings): Kafka {
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ log }) => {
        settings.onWarning?.(log.message);
      },
  });
}
