import { run } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';
import { alertConfig } from './config.ts';
import { startAlert } from './service.ts';

const config = alertConfig();
const log = createLogger('alert', config.logLevel);
await run(log, (resources) => startAlert(config, log, resources));
