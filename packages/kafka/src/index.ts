export { connectPublisher, type OutgoingMessage, type Publisher } from './publisher.ts';
export {
  startConsumer,
  type ConsumerOptions,
  type Incoming,
  type MergedBatch,
  type RunningConsumer,
} from './consumer.ts';
export { deadLetterTopic, ensureTopics, type TopicSpec } from './topics.ts';
export { createKafka, type KafkaSettings } from './connection.ts';
export { createLagMeter, type LagMeter } from './lag.ts';
export { UnprocessableMessage } from './dead-letter.ts';
