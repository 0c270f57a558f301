import { readSettings } from './config.ts';
import { runXiaomai } from './service.ts';

process.exitCode = await runXiaomai(process.argv.slice(2), readSettings());
