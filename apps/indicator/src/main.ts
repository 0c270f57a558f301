import { run } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';
import { indicatorConfig } from './config.ts';
import { startIndicator } from './service.ts';

const config = indicatorConfig();
const log = createLogger('indicator', config.logLevel);
await run(log, (resources) => startIndicator(config, log, resources));
