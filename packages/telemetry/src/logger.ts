import { pino, type Logger as PinoLogger } from 'pino';

/** Structured logger: JSON lines on stdout, times in UTC. */
export type Logger = PinoLogger;

const redacted = ['authorization', '*.authorization', 'key', '*.key', 'secret', '*.secret', 'token', '*.token'];

/** Makes the logger of one service; keys, secrets and tokens never reach a line. */
export function createLogger(service: string, level: string): Logger {
  return pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime, redact: redacted });
}
