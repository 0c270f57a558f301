import { run } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';
import { reportingConfig } from './config.ts';
import { startReporting } from './service.ts';

const config = reportingConfig();
const log = createLogger('reporting', config.logLevel);
await run(log, (resources) => startReporting(config, log, resources));
