import { run } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';
import { ingestConfig } from './config.ts';
import { startIngest } from './service.ts';

const config = ingestConfig();
const log = createLogger('ingest', config.logLevel);
await run(log, (resources) => startIngest(config, log, resources));
