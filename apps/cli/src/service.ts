import { ackCommand } from './alerts/in/ack.command.ts';
import { alertsCommand } from './alerts/in/alerts.command.ts';
import { Unreachable } from './api/api.ts';
import { httpApi } from './api/http-api.ts';
import type { Settings } from './config.ts';
import { createKeyCommand } from './keys/in/create.command.ts';
import { listKeysCommand } from './keys/in/list.command.ts';
import { revokeKeyCommand } from './keys/in/revoke.command.ts';
import { rotateKeyCommand } from './keys/in/rotate.command.ts';
import { readPackFolder } from '@xiaomai/packs';
import { packsBacktestCommand } from './packs/in/backtest.command.ts';
import { packsLintCommand } from './packs/in/lint.command.ts';
import { packsSchemaCommand } from './packs/in/schema.command.ts';
import { readPackFiles } from './packs/out/pack-files.ts';
import { reportCommand } from './reports/in/report.command.ts';
import { traceCommand } from './reports/in/trace.command.ts';
import { diskShelves } from './verification/out/disk-shelves.ts';
import { fileLines, gatewayLines } from './verification/out/export-lines.ts';
import { exportsFrom } from './verification/out/read-exports.ts';
import { isWorkday } from './verification/out/workdays.ts';
import { createProgress } from './submissions/out/progress.ts';
import { bytesOf, readSubmissionFile } from './submissions/out/submission-files.ts';
import { pushCommand } from './submissions/in/push.command.ts';
import { republishCommand } from './submissions/in/republish.command.ts';
import { templateCommand } from './submissions/in/template.command.ts';
import { saveFile } from './submissions/out/save-file.ts';
import { statusCommand } from './submissions/in/status.command.ts';
import { readArguments, type Arguments, type Command } from './terminal/command.ts';
import { exitCodes, table, tell, type Outcome, type Terminal } from './terminal/terminal.ts';
import { verifyCommand } from './verification/in/verify.command.ts';

const commands: Readonly<Record<string, Command>> = {
  push: pushCommand({ bytesOf, read: readSubmissionFile, progress: createProgress }),
  template: templateCommand(saveFile),
  status: statusCommand,
  alerts: alertsCommand,
  ack: ackCommand,
  report: reportCommand,
  trace: traceCommand,
  verify: verifyCommand({
    ofGateway: (api) => exportsFrom(gatewayLines(api)),
    ofFiles: (folder) => exportsFrom(fileLines(folder)),
    shelves: diskShelves,
    isWorkday,
    now: Date.now,
  }),
  republish: republishCommand,
  'keys create': createKeyCommand,
  'keys list': listKeysCommand,
  'keys rotate': rotateKeyCommand,
  'keys revoke': revokeKeyCommand,
  'packs schema': packsSchemaCommand,
  'packs lint': packsLintCommand(readPackFolder),
  'packs backtest': packsBacktestCommand({ read: readPackFiles, progress: createProgress }),
};

const introText = {
  zh: '校脉命令行。环境变量：XIAOMAI_URL（默认 http://localhost:8080）、XIAOMAI_KEY（学校密钥或个人令牌）。',
  en: 'The Xiaomai command line. It reads XIAOMAI_URL (default http://localhost:8080) and XIAOMAI_KEY (a school key or the token of a person).',
};
const exitText = {
  zh: '退出码：0 完成，1 被拒绝，2 用法错误，3 无法连接',
  en: 'Exit codes: 0 done, 1 refused, 2 usage, 3 unreachable',
};
const noKeyText = { zh: '请设置 XIAOMAI_KEY', en: 'Set XIAOMAI_KEY' };
const unreachableText = { zh: '无法连接：{reason}', en: 'Unreachable: {reason}' };

function showHelp(terminal: Terminal): void {
  terminal.out(tell(terminal, introText));
  const rows = Object.entries(commands).map(
    ([name, { summary, usage }]) => [`  xiaomai ${name} ${usage}`, summary] as const,
  );
  for (const [usage, summary] of rows) {
    terminal.out('');
    table([[usage]]).forEach(terminal.out);
    terminal.out(`      ${tell(terminal, summary)}`);
  }
  terminal.out('');
  terminal.out(tell(terminal, exitText));
}

type Called = { readonly name: string; readonly command: Command | undefined; readonly rest: readonly string[] };
type Setting = { readonly settings: Settings; readonly terminal: Terminal };

// A verb is one word (push) or two (packs lint).
function commandOf([first = 'help', ...rest]: readonly string[]): Called {
  const two = `${first} ${rest[0] ?? ''}`;
  const command = commands[two];
  return command === undefined
    ? { name: first, command: commands[first], rest }
    : { name: two, command, rest: rest.slice(1) };
}

function isOffline({ offline = false }: Command, args: Arguments): boolean {
  return typeof offline === 'boolean' ? offline : offline(args);
}

async function reach(command: Command, args: Arguments, { settings, terminal }: Setting): Promise<Outcome> {
  if (settings.key === undefined && !isOffline(command, args)) {
    terminal.err(tell(terminal, noKeyText));
    return 'usage';
  }
  try {
    return await command.run(args, { api: httpApi(settings), terminal });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    terminal.err(tell(terminal, unreachableText, { reason: error.message }));
    return 'unreachable';
  }
}

async function runCommand({ name, command, rest }: Called, setting: Setting): Promise<Outcome> {
  const { terminal } = setting;
  if (command === undefined) {
    showHelp({ ...terminal, out: terminal.err });
    return 'usage';
  }
  const args = readArguments(command, rest);
  if (!args.ok && args.reason !== '') terminal.err(args.reason);
  const outcome = args.ok ? await reach(command, args.value, setting) : 'usage';
  if (outcome === 'usage') terminal.err(`xiaomai ${name} ${command.usage}`);
  return outcome;
}

async function run(argv: readonly string[], settings: Settings, terminal: Terminal): Promise<Outcome> {
  if (argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')) {
    showHelp(terminal);
    return argv.length === 0 ? 'usage' : 'done';
  }
  return await runCommand(commandOf(argv), { settings, terminal });
}

/** Runs one command line and answers the exit code. */
export async function runXiaomai(
  argv: readonly string[],
  settings: Settings,
  write: Pick<Terminal, 'out' | 'err'> = standardStreams,
): Promise<number> {
  return exitCodes[await run(argv, settings, { ...write, language: settings.language })];
}

const standardStreams: Pick<Terminal, 'out' | 'err'> = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};
